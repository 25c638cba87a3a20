/**
 * The event that matters now: the chosen one; else the next that is not over at `now` (UTC ms); after all of them, the
 * last. Undefined where there is none. `events` are in the order of their start.
 */
export function nextEvent<Event extends { readonly id: string; readonly endsAt: number }>(
  events: readonly Event[],
  chosen: string | null,
  now: number,
): Event | undefined {
  return (
    events.find((event) => event.id === chosen) ?? events.find((event) => event.endsAt > now) ?? events.at(-1)
  );
}
