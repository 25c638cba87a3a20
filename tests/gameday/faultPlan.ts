import type { Dice } from '../store/fuzz/inputs.ts';

export const faultKinds = [
  'diskFull',
  'cameraKilled',
  'backupPlaceGone',
  'kill',
  'clockJump',
  'displayRemoved',
  'printerStopped',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** When what breaks; ms of the run from the opening of the doors. */
export interface FaultPlan {
  readonly timed: readonly { readonly kind: FaultKind; readonly at: number }[];
  /** How far the machine's clock jumps (s). */
  readonly jumpBy: number;
  /** After so many sheets of the first lot the print system is stopped. */
  readonly sheetsBeforeStop: number;
  /**
   * Where the `kill -9` comes: at the door, during the show, after so many sheets of the second lot, or while that lot is on its
   * way to the queue.
   */
  readonly kill: 'door' | 'stage' | 'printer' | 'sending';
  readonly sheetsBeforeKill: number;
}

/** The disk is full early, while its log still grows; the rest comes when the seed says, one after the other. */
export function planFaults(dice: Dice, doorsMs: number): FaultPlan {
  const kill = dice.one(['door', 'stage', 'printer', 'sending'] as const);
  const within = (from: number, to: number) => Math.round(from + dice.upTo(Math.max(1, to - from)));
  const show = doorsMs + 5000;
  const timed: { readonly kind: FaultKind; readonly at: number }[] = [
    { kind: 'diskFull', at: within(4000, 9000) },
    { kind: 'cameraKilled', at: within(32_000, doorsMs) },
    { kind: 'backupPlaceGone', at: within(32_000, show + 40_000) },
    { kind: 'clockJump', at: within(show, show + 60_000) },
    { kind: 'displayRemoved', at: within(show, show + 60_000) },
  ];
  if (kill === 'door') timed.push({ kind: 'kill', at: within(32_000, doorsMs) });
  if (kill === 'stage') timed.push({ kind: 'kill', at: within(show, show + 60_000) });
  timed.sort((a, b) => a.at - b.at);
  return {
    timed,
    jumpBy: dice.one([3600, -1200, 86_400, -45]),
    sheetsBeforeStop: dice.upTo(40),
    kill,
    sheetsBeforeKill: dice.upTo(40),
  };
}
