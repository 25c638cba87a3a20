import type { InvitationStatus } from './admission';

/** Who holds a place of an event: whoever was asked and has not said no. */
export function holdsPlace(status: InvitationStatus | null): boolean {
  return status === 'invited' || status === 'confirmed';
}

/**
 * How many move up from the waiting list. When `freed` places were given back, as many; never more than wait, nor than there is
 * room for. `taken` counts those who hold a place after that.
 */
export function movesUp(event: {
  /** Null: no limit. */
  readonly capacity: number | null;
  readonly taken: number;
  readonly waiting: number;
  readonly freed: number;
}): number {
  const { capacity, taken, waiting, freed } = event;
  const room = capacity === null ? Number.POSITIVE_INFINITY : Math.max(0, capacity - taken);
  return Math.min(freed, waiting, room);
}

interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Nobody can be at both. One that begins when the other ends does not clash, nor does one without length. */
export function clash(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}
