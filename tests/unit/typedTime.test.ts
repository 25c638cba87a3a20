import { expect, test } from 'vitest';
import { typedMinutes } from '../../shared/domain/typedTime';

test.each([
  ['14:02', 842],
  ['1402', 842],
  [' 902 ', 542],
  ['9.05', 545],
  ['14시 02분', 842],
  ['0000', 0],
  ['23:59', 1439],
  ['24:00', undefined],
  ['14:60', undefined],
  ['14', undefined],
  ['2시', undefined],
  ['', undefined],
  ['14:02:30', undefined],
])('%j is %s minutes after midnight', (text, minutes) => {
  expect(typedMinutes(text)).toBe(minutes);
});
