import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeOnDay } from '../../shared/domain/zonedTime';

const at = (text: string) => Date.parse(text);

test('a time of day falls on the day of the event where the event is', () => {
  expect(timeOnDay(at('2024-10-18T14:00+09:00'), 16 * 60 + 30, 'Asia/Seoul')).toBe(
    at('2024-10-18T16:30+09:00'),
  );
  // Half past midnight in Seoul is still the day before in UTC.
  expect(timeOnDay(at('2024-10-18T00:30+09:00'), 13 * 60, 'Asia/Seoul')).toBe(at('2024-10-18T13:00+09:00'));
  expect(timeOnDay(at('2024-11-03T00:30-04:00'), 9 * 60, 'America/New_York')).toBe(
    at('2024-11-03T09:00-05:00'),
  );
});

test('clocks there show that time, on any day and in any zone', () => {
  // Noon is skipped by no change of the clocks.
  fc.assert(
    fc.property(
      fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }),
      fc.integer({ min: 12 * 60, max: 13 * 60 }),
      fc.constantFrom(
        'Asia/Seoul',
        'America/New_York',
        'Europe/London',
        'Asia/Kathmandu',
        'Pacific/Auckland',
      ),
      (moment, minutes, timeZone) => {
        const day = (time: number) => new Intl.DateTimeFormat('sv', { timeZone }).format(time);
        const clock = new Intl.DateTimeFormat('sv', { timeZone, timeStyle: 'short' });
        const found = timeOnDay(moment, minutes, timeZone);
        expect(day(found)).toBe(day(moment));
        const [hour, minute] = clock.format(found).split(':').map(Number);
        expect((hour ?? 0) * 60 + (minute ?? 0)).toBe(minutes);
      },
    ),
  );
});
