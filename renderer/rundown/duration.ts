/** A length of time (ms) as a clock shows it: 7:05, 1:02:30; the sign is the caller's. Counts down on whole seconds. */
export function clockText(ms: number): string {
  const seconds = ms >= 0 ? Math.ceil(ms / 1000) : Math.floor(-ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Whole minutes (rounded) of a length of time, never negative. */
export function minutesOf(ms: number): number {
  return Math.round(Math.abs(ms) / 60_000);
}
