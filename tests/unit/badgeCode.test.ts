import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BadgeId } from '../../shared/contract/ids';
import { badgeCode, readBadgeCode } from '../../shared/domain/badgeCode';
import { base32Alphabet } from '../../shared/domain/base32';
import { runs } from '../runs';

const key = randomBytes(32);
const mac = (text: string) => createHmac('sha256', key).update(text).digest();
const text32 = (length: number) =>
  fc
    .array(fc.constantFrom(...base32Alphabet), { minLength: length, maxLength: length })
    .map((chars) => chars.join(''));
const tag = 'K7QP';
const badge = text32(10).map((id) => BadgeId.parse(id));

test('a code holds 29 characters that a QR code and a keyboard scanner carry as they are, and reads back', () => {
  fc.assert(
    fc.property(badge, fc.constantFrom('', ' ', '\n'), (id, space) => {
      const code = badgeCode(tag, id, mac);
      expect(code).toMatch(/^[A-Z2-7-]{29}$/);
      expect(readBadgeCode(`${space}${code.toLowerCase()}${space}`, tag, mac)).toEqual({
        kind: 'genuine',
        badgeId: id,
      });
    }),
  );
});

test('a code with any one character changed is never genuine', () => {
  fc.assert(
    fc.property(badge, fc.nat(28), fc.constantFrom(...base32Alphabet, '-', '0', '한'), (id, place, char) => {
      const code = badgeCode(tag, id, mac);
      fc.pre(code[place] !== char);
      const changed = code.slice(0, place) + char + code.slice(place + 1);
      expect(readBadgeCode(changed, tag, mac).kind).not.toBe('genuine');
    }),
    { numRuns: runs(20_000) },
  );
});

test('made-up codes of our tag are forged, those of another tag foreign, anything else unknown', () => {
  fc.assert(
    fc.property(text32(4), text32(10), text32(13), (other, id, end) => {
      expect(readBadgeCode(`${tag}-${id}-${end}`, tag, mac).kind).toBe('forged');
      fc.pre(other !== tag);
      expect(readBadgeCode(`${other}-${id}-${end}`, tag, mac).kind).toBe('foreign');
    }),
    { numRuns: runs(20_000) },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(readBadgeCode(text, tag, mac).kind).toBe('unknown');
    }),
  );
});

test('a code under one key is forged under another', () => {
  const otherKey = randomBytes(32);
  const otherMac = (text: string) => createHmac('sha256', otherKey).update(text).digest();
  fc.assert(
    fc.property(badge, (id) => {
      expect(readBadgeCode(badgeCode(tag, id, otherMac), tag, mac).kind).toBe('forged');
    }),
  );
});
