const dateTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** The calendar date and time of day that a zone's clocks show, as `2024-10-18T13:05` (what a date-time field holds). */
export function toZonedText(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The point in time (UTC ms) at which a zone's clocks show `2024-10-18T13:05`; undefined where the text is no date and
 * time, or one that the zone's clocks skip.
 */
export function fromZonedText(text: string, timeZone: string): number | undefined {
  const match = dateTime.exec(text);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  // The zone's offset at the guess may be another one than at the answer (a change of summer time in between): twice.
  let at = asUtc;
  for (let i = 0; i < 2; i++) at = asUtc - offsetAt(at, timeZone);
  return toZonedText(at, timeZone) === text ? at : undefined;
}

/** Milliseconds by which a zone's clocks are ahead of UTC. */
function offsetAt(at: number, timeZone: string): number {
  const minute = Math.floor(at / 60_000) * 60_000;
  return Date.parse(`${toZonedText(minute, timeZone)}Z`) - minute;
}

/**
 * The moment (UTC ms) at which the clocks of a zone show `minutes` after midnight on the day that `onDay` (UTC ms) falls
 * on there. Where clocks are put forward over that time, the moment just after.
 */
export function timeOnDay(onDay: number, minutes: number, timeZone: string): number {
  const midnight = Math.floor((onDay + offsetAt(onDay, timeZone)) / 86_400_000) * 86_400_000;
  const local = midnight + minutes * 60_000;
  const guess = local - offsetAt(local, timeZone);
  return local - offsetAt(guess, timeZone);
}

/** The calendar day of a zone that a moment (UTC ms) falls on: from its midnight until, and without, the next one. */
export function dayAround(at: number, timeZone: string): { readonly from: number; readonly to: number } {
  return { from: timeOnDay(at, 0, timeZone), to: timeOnDay(at, 24 * 60, timeZone) };
}

/** A moment (UTC ms) with its zone's offset, to the second: `2024-10-18T14:00+09:00`. */
export function zonedMoment(at: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(at, timeZone) / 60_000);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const seconds = Math.floor(at / 1000) % 60;
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
  return `${toZonedText(at, timeZone)}${seconds === 0 ? '' : `:${two(seconds)}`}${offset}`;
}

/** The calendar day of a time in a zone, as text that is equal for equal days. */
export function dayIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return (at) => format.format(at);
}
