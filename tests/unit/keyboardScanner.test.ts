import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  finish,
  idle,
  isCutBadge,
  isStrayEnd,
  type KeyPress,
  press,
  type Reaction,
  restMayCome,
} from '../../renderer/checkin/keyboardScanner';

const badge = 'K7QP-ABCDEFGH23-MNOPQRSTUVW45';

type Keys = readonly Omit<KeyPress<number>, 'mark'>[];

/** Presses the keys one by one; each key's mark is its place. */
function type(keys: Keys) {
  let state = idle<number>();
  const reactions: Reaction<number>[] = [];
  keys.forEach((key, mark) => {
    const next = press(state, { ...key, mark });
    state = next.state;
    reactions.push(next.reaction);
  });
  const scans = reactions.filter((reaction) => reaction.kind === 'scan');
  return { state, reactions, scans };
}

const codeOf = (char: string) =>
  char === '-' ? 'Minus' : /\d/.test(char) ? `Digit${char}` : `Key${char.toUpperCase()}`;
const keys = (codes: readonly string[], from: number, every: number): Keys =>
  codes.map((code, i) => ({ code, at: from + i * every, repeat: false, chord: false }));
const scanned = (text: string, from = 0, every = 8, end = 'Enter') =>
  keys([...[...text].map(codeOf), end], from, every);

test.each(['Enter', 'NumpadEnter', 'Tab'])('a badge code at scanner speed ended by %s is a scan', (end) => {
  const { scans, reactions } = type(scanned(badge, 1000, 8, end));
  expect(scans).toEqual([{ kind: 'scan', text: badge, mark: 0 }]);
  // From the eighth key on nothing reaches the page, the ending key neither.
  expect(reactions.slice(7).every((reaction) => reaction.kind !== 'typing')).toBe(true);
});

test('a scanner that shifts every capital is read alike', () => {
  const shifted = scanned(badge, 0, 8).flatMap((key) => [{ ...key, code: 'ShiftLeft' }, key]);
  expect(type(shifted).scans).toEqual([{ kind: 'scan', text: badge, mark: 1 }]);
});

test('the QR of a certificate, hundreds of characters, is one scan also where the machine falters in it', () => {
  const code = 'AIKG4YLOM5QWS3TTMVXGI'.repeat(16);
  const faltering = scanned(code, 0, 6).map((key, at) => ({ ...key, at: key.at + (at > 200 ? 160 : 0) }));
  expect(type(faltering).scans.map(({ text }) => text)).toEqual([code]);
});

test('two badges one right after the other are two scans', () => {
  const { scans } = type([...scanned(badge, 0), ...scanned(badge, 240)]);
  expect(scans.map(({ text }) => text)).toEqual([badge, badge]);
});

test('a badge scanned right after a hand typed is the badge alone, and what the hand typed stays', () => {
  const hand = keys(['KeyR', 'KeyL', 'KeyA', 'KeyA', 'KeyL', 'KeyS'], 0, 90);
  for (const pause of [10, 30, 60, 300]) {
    const { scans } = type([...hand, ...scanned(badge, 450 + pause)]);
    expect(scans).toEqual([{ kind: 'scan', text: badge, mark: hand.length }]);
  }
});

test('a badge code is whole even where the machine faltered in the middle of it', () => {
  const faltering = scanned(badge, 0, 8).map((key, i) => (i < 13 ? key : { ...key, at: key.at + 400 }));
  expect(type(faltering).scans).toEqual([{ kind: 'scan', text: badge, mark: 0 }]);
});

test('a badge code without its end is waited for, and whole when its rest comes', () => {
  const halves = scanned(badge).map((key, i) => ({ ...key, at: key.at + (i < 9 ? 0 : 900) }));
  const first = type(halves.slice(0, 9)).state;
  expect(restMayCome(first, 264)).toBe(800);
  expect(isCutBadge(first)).toBe(true);
  expect(restMayCome(first, 1065)).toBeLessThan(0);
  expect(type(halves).scans).toEqual([{ kind: 'scan', text: badge, mark: 0 }]);
});

test('a badge code whose ending key comes late is whole, and a late one after a silence is nobody’s', () => {
  const late = scanned(badge).map((key, i) => ({ ...key, at: key.at + (i < badge.length ? 0 : 700) }));
  expect(type(late).scans).toEqual([{ kind: 'scan', text: badge, mark: 0 }]);
  expect(isStrayEnd('Enter', 1900, Number.NEGATIVE_INFINITY, 1000)).toBe(true);
  expect(isStrayEnd('KeyA', 1900, Number.NEGATIVE_INFINITY, 1000)).toBe(false);
  expect(isStrayEnd('Enter', 2100, Number.NEGATIVE_INFINITY, 1000)).toBe(false);
});

test('what is no beginning of a badge code is not waited for', () => {
  for (const text of ['SKU-PASSWORD', '8801234567890', 'ABCDEFGH']) {
    const { state } = type(scanned(text).slice(0, -1));
    expect([restMayCome(state, 500), isCutBadge(state)]).toEqual([0, false]);
  }
});

test('a code that is no badge is a scan too, so that it is judged and typed nowhere', () => {
  expect(type(scanned('4006381333931')).scans.map(({ text }) => text)).toEqual(['4006381333931']);
});

test('a scanner that sends no ending key: what was read is whole when nothing comes any more', () => {
  const { state, scans } = type(scanned(badge).slice(0, -1));
  expect(scans).toEqual([]);
  expect(finish(state)).toEqual({ kind: 'scan', text: badge, mark: 0 });
  expect(finish(type(keys(['KeyA', 'KeyB'], 0, 5)).state)).toBeUndefined();
});

test('a key held down is no scanner, though it repeats at that speed', () => {
  const held = keys(Array<string>(40).fill('KeyK'), 0, 30).map((key, i) => ({ ...key, repeat: i > 0 }));
  const { reactions } = type([...held, { code: 'Enter', at: 1220, repeat: false, chord: false }]);
  expect(reactions.every((reaction) => reaction.kind === 'typing')).toBe(true);
});

test('the space bar alone is the show caller’s, however fast it is pressed; within a code a space is a character', () => {
  const pressed = type([...keys(Array<string>(40).fill('Space'), 0, 20), ...keys(['Enter'], 800, 1)]);
  expect(pressed.reactions.every((reaction) => reaction.kind === 'typing')).toBe(true);
  expect(finish(type(keys(Array<string>(40).fill('Space'), 0, 5)).state)).toBeUndefined();
  const words = keys(
    [...'SEAT', ' ', ...'ROW', ' ', ...'SEVEN'].map((char) => (char === ' ' ? 'Space' : codeOf(char))),
    0,
    8,
  );
  expect(finish(type(words).state)).toMatchObject({ text: 'SEAT ROW SEVEN' });
});

test('shortcuts are left alone and end a run', () => {
  const half = scanned(badge).slice(0, 5);
  const shortcut = { code: 'KeyZ', at: 45, repeat: false, chord: true };
  expect(type([...half, shortcut, ...scanned('ABCDE', 50)]).scans).toEqual([]);
});

test('however fast a person types Korean, rolling from key to key, no key is taken from them', () => {
  const letters = 'QWERTASDFGZXCVBYUIOPHJKLNM'.split('').map((letter) => `Key${letter}`);
  const stroke = fc.record({
    code: fc.constantFrom(...letters, 'Space', 'Digit5', 'Minus', 'Enter', 'Backspace'),
    // Rolled pairs come close together; over any eight keys even a champion (1,000 strokes a minute) needs 60 ms a key.
    gap: fc.integer({ min: 1, max: 300 }),
  });
  const person = fc.array(stroke, { minLength: 10, maxLength: 120 }).map((strokes) => {
    const times: number[] = [];
    for (const [i, { gap }] of strokes.entries()) {
      const earliest = i >= 7 ? (times[i - 7] ?? 0) + 7 * 45 : 0;
      times.push(Math.max((times[i - 1] ?? 0) + gap, earliest));
    }
    return strokes.map(({ code }, i) => ({ code, at: times[i] ?? 0, repeat: false, chord: false }));
  });
  fc.assert(
    fc.property(person, (strokes) => {
      expect(type(strokes).reactions.every((reaction) => reaction.kind === 'typing')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('any badge code at any pace of a scanner is read whole', () => {
  const char = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
  const part = (length: number) =>
    fc.array(char, { minLength: length, maxLength: length }).map((chars) => chars.join(''));
  fc.assert(
    fc.property(
      part(4),
      part(10),
      part(13),
      fc.array(fc.integer({ min: 0, max: 34 }), { minLength: 30, maxLength: 30 }),
      (tag, id, mac, gaps) => {
        const code = `${tag}-${id}-${mac}`;
        let at = 0;
        const strokes = scanned(code).map((key, i) => {
          at += gaps[i] ?? 0;
          return { ...key, at };
        });
        expect(type(strokes).scans).toEqual([{ kind: 'scan', text: code, mark: 0 }]);
      },
    ),
  );
});
