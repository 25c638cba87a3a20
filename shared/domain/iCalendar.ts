/** What a calendar needs of an event. Times are UTC ms. */
export interface CalendarEvent {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly venue: string;
  readonly category: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** RFC 5545, 3.3.11: what a text may not hold as it is. Other control characters have no place in it. */
function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, '\\n')
    .replace(/(?!\t)\p{Cc}/gu, '');
}

const utf8 = new TextEncoder();

/** 3.1: no line is longer than 75 octets, its end not counted; what is more goes on after a space, never inside a character. */
function fold(line: string): string {
  const lines: string[] = [];
  let [own, octets] = ['', 0];
  for (const character of line) {
    const more = utf8.encode(character).length;
    if (octets + more > 75) {
      lines.push(own);
      [own, octets] = [' ', 1];
    }
    own += character;
    octets += more;
  }
  return [...lines, own].join('\r\n');
}

/** 3.3.5, form 2: a time in UTC, which needs no table of zones and is right wherever it is read. */
function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** The events as an iCalendar file (RFC 5545). `now`: when it is written. */
export function iCalendar(name: string, events: readonly CalendarEvent[], now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Stagedoor//Stagedoor//KO',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.id}@stagedoor`,
      `DTSTAMP:${instant(now)}`,
      `DTSTART:${instant(event.startsAt)}`,
      // 3.8.2.2: an end is later than its start; an event without length has none.
      ...(event.endsAt > event.startsAt ? [`DTEND:${instant(event.endsAt)}`] : []),
      `SUMMARY:${escapeText(event.title)}`,
      ...(event.venue === '' ? [] : [`LOCATION:${escapeText(event.venue)}`]),
      ...(event.description === '' ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
      `CATEGORIES:${escapeText(event.category)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}
