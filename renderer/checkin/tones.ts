import type { VerdictKind } from '../../shared/domain/verdict';
import type { Shown } from './scanner';

/** One beep: how high (Hz), how long (ms), and after which silence (ms). */
type Beep = readonly [hz: number, ms: number, silence?: number];

interface Tone {
  readonly wave: OscillatorType;
  readonly volume: number;
  readonly beeps: readonly Beep[];
}

const low: Tone = { wave: 'square', volume: 0.16, beeps: [[180, 320]] };

/** A sound each, told apart without looking: up and soft is good; low, long or falling is a stop. */
const tones: Readonly<Record<VerdictKind | Exclude<Shown['kind'], 'verdict'>, Tone>> = {
  admitted: {
    wave: 'sine',
    volume: 0.25,
    beeps: [
      [880, 70],
      [1320, 110],
    ],
  },
  admittedNote: {
    wave: 'sine',
    volume: 0.25,
    beeps: [
      [880, 70],
      [1320, 110],
      [990, 160, 60],
    ],
  },
  cameBack: {
    wave: 'sine',
    volume: 0.25,
    beeps: [
      [1320, 70],
      [880, 70],
      [1320, 110],
    ],
  },
  goneOut: {
    wave: 'sine',
    volume: 0.25,
    beeps: [
      [1320, 80],
      [880, 140],
    ],
  },
  overruled: {
    wave: 'sine',
    volume: 0.25,
    beeps: [
      [660, 80],
      [880, 80],
      [1100, 120],
    ],
  },
  waiting: {
    wave: 'triangle',
    volume: 0.35,
    beeps: [
      [392, 160],
      [392, 160, 160],
    ],
  },
  full: {
    wave: 'square',
    volume: 0.16,
    beeps: [
      [294, 160],
      [294, 160, 60],
      [220, 320, 60],
    ],
  },
  alreadyIn: {
    wave: 'triangle',
    volume: 0.35,
    beeps: [
      [520, 130],
      [520, 130, 70],
    ],
  },
  notInvited: {
    wave: 'square',
    volume: 0.16,
    beeps: [
      [330, 200],
      [247, 360, 30],
    ],
  },
  tooEarly: {
    wave: 'triangle',
    volume: 0.35,
    beeps: [
      [440, 90],
      [440, 90, 60],
      [440, 90, 60],
    ],
  },
  tooLate: {
    wave: 'triangle',
    volume: 0.35,
    beeps: [
      [440, 120],
      [349, 120, 20],
      [294, 240, 20],
    ],
  },
  revoked: {
    wave: 'sawtooth',
    volume: 0.18,
    beeps: [
      [392, 180],
      [196, 420],
    ],
  },
  forged: {
    wave: 'sawtooth',
    volume: 0.2,
    beeps: [
      [700, 120],
      [350, 120],
      [700, 120],
      [350, 260],
    ],
  },
  foreign: {
    wave: 'triangle',
    volume: 0.3,
    beeps: [
      [294, 160],
      [392, 160, 40],
    ],
  },
  unknown: low,
  undone: {
    wave: 'sine',
    volume: 0.25,
    beeps: [
      [880, 80],
      [587, 140],
    ],
  },
  failed: {
    ...low,
    beeps: [
      [140, 260],
      [140, 260, 90],
    ],
  },
};

let audio: AudioContext | undefined;

/** Plays the sound of a verdict; made here, no file is loaded. A machine without a loudspeaker stays silent. */
export function playTone(kind: keyof typeof tones): void {
  const { wave, volume, beeps } = tones[kind];
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume().catch(() => {});
  let at = audio.currentTime + 0.01;
  for (const [hz, ms, silence = 0] of beeps) {
    at += silence / 1000;
    const end = at + ms / 1000;
    const tone = new OscillatorNode(audio, { type: wave, frequency: hz });
    const gain = new GainNode(audio, { gain: 0 });
    // Faded in and out, so that it does not click.
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.008);
    gain.gain.setValueAtTime(volume, end - 0.02);
    gain.gain.linearRampToValueAtTime(0, end);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(end);
    at = end;
  }
}
