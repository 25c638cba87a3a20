/** The offset of a zone (IANA) from UTC at a moment, in milliseconds; east of Greenwich is positive. */
function offset(at: number, zone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/**
 * The moment (UTC ms) at which the clocks of `zone` show `minutes` after midnight on the day that `onDay` (UTC ms) falls on
 * there. Where clocks are put forward over that time, the moment just after.
 */
export function timeOnDay(onDay: number, minutes: number, zone: string): number {
  const midnight = Math.floor((onDay + offset(onDay, zone)) / 86_400_000) * 86_400_000;
  const local = midnight + minutes * 60_000;
  const guess = local - offset(local, zone);
  return local - offset(guess, zone);
}
