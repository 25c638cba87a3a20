import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CalendarEvent, iCalendar } from '../../shared/domain/iCalendar';
import { runs } from '../runs';

const graduation: CalendarEvent = {
  id: '01920000-0000-7000-8000-000000000001',
  title: '5기 졸업식; 수료, 시상 \\ 축하',
  description: '5th cohort graduation\n입장 13:00',
  venue: '컨벤션 홀',
  category: 'GRADUATION',
  startsAt: Date.parse('2024-10-18T14:00+09:00'),
  endsAt: Date.parse('2024-10-18T18:00+09:00'),
};

/** A reader of its own, by the standard's text: unfolds, then takes names, parameters and values apart and unescapes. */
function read(text: string): readonly (readonly [name: string, value: string])[] {
  expect(text.endsWith('\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  return text
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) => {
      const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/su.exec(line) ?? [];
      expect(name, line).not.toBe('');
      return [name, value.replace(/\\([\\;,nN])/g, (_, escaped) => (/n/i.test(escaped) ? '\n' : escaped))];
    });
}

test('an event as RFC 5545 has it: UTC times, escaped texts, CRLF', () => {
  const lines = read(iCalendar('머신러닝 부트캠프 5기', [graduation], Date.parse('2024-10-01T00:00:00Z')));
  expect(lines).toEqual([
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//Stagedoor//Stagedoor//KO'],
    ['CALSCALE', 'GREGORIAN'],
    ['METHOD', 'PUBLISH'],
    ['X-WR-CALNAME', '머신러닝 부트캠프 5기'],
    ['BEGIN', 'VEVENT'],
    ['UID', '01920000-0000-7000-8000-000000000001@stagedoor'],
    ['DTSTAMP', '20241001T000000Z'],
    ['DTSTART', '20241018T050000Z'],
    ['DTEND', '20241018T090000Z'],
    ['SUMMARY', graduation.title],
    ['LOCATION', '컨벤션 홀'],
    ['DESCRIPTION', graduation.description],
    ['CATEGORIES', 'GRADUATION'],
    ['END', 'VEVENT'],
    ['END', 'VCALENDAR'],
  ]);
});

test('no line is over 75 octets, no character is cut, and every text is read back', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({
      unit: fc.constantFrom('가', '👩🏽‍🚀', 'é', '\\', ';', ',', '\n', '"', ':', ' ', 'a'),
      maxLength: 200,
    }),
  );
  fc.assert(
    fc.property(text, text, (title, venue) => {
      const lines = new Map(read(iCalendar('x', [{ ...graduation, title, venue }], 0)));
      const plain = (value: string) => value.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');
      expect(lines.get('SUMMARY')).toBe(plain(title));
      expect(lines.get('LOCATION') ?? '').toBe(plain(venue));
    }),
    { numRuns: runs(500) },
  );
});
