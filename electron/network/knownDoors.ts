import type { HostRecord } from './hostRecord';

/** Another door: when the host last heard of it, by this machine's clock. `joined`: the host hears it all the time. */
export interface KnownDoor {
  readonly name: string;
  readonly heardAt: number;
  readonly joined: boolean;
}

/** What the host says of the doors, by its clock, put into this machine's time `now`. */
export function doorsSaid(
  said: {
    readonly now: number;
    readonly doors: readonly { readonly name: string; readonly heardAt: number }[];
  },
  now: number,
): readonly KnownDoor[] {
  return said.doors.map(({ name, heardAt }) => ({
    name,
    heardAt: now - (said.now - heardAt),
    joined: heardAt >= said.now,
  }));
}

/** When each was last heard of, where the host itself was last heard at `at`. */
export function doorsAsOf(doors: readonly KnownDoor[], at: number): HostRecord['doors'] {
  return doors.map(({ name, heardAt, joined }) => ({
    name,
    heardAt: joined ? Math.max(heardAt, at) : heardAt,
  }));
}
