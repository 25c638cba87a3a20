import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardCell, unguardCell } from '../../shared/domain/cellGuard';
import { recoverPhone } from '../../shared/domain/importPhone';

test.each([
  ['1012345678', '010-1234-5678'],
  ['1012345678.0', '010-1234-5678'],
  ['821012345678', '010-1234-5678'],
  ['0１０−１２３４−５６７８', '010-1234-5678'],
  ['112345678', '011-234-5678'],
  ['010-1234-5678', '010-1234-5678'],
  ['+82 10 1234 5678', '+82 10 1234 5678'],
  ['02-123-4567', '02-123-4567'],
  ['12345', '12345'],
  ['', ''],
])('a phone number %s is %s', (typed, recovered) => {
  expect(recoverPhone(typed)).toBe(recovered);
});

test('no guarded cell begins as a formula does, and each is read back as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^['=+\-@\t\ra가]{0,6}$/), (text) => {
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguardCell(guardCell(text))).toBe(text);
    }),
  );
});
