import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutPeople } from '../../shared/domain/withoutPeople';

test('what the app and the system say stays; what may be somebody’s goes', () => {
  const lines: readonly (readonly [string, string])[] = [
    ['refused in checkin.scan: pin.wrong', 'refused in checkin.scan: pin.wrong'],
    [
      'SqliteError: UNIQUE constraint failed: attendee.email_key',
      'SqliteError: UNIQUE constraint failed: attendee.email_key',
    ],
    [
      "ENOENT: no such file or directory, open '/home/minsu/김민수.csv'",
      'ENOENT: no such file or directory, open …',
    ],
    ['EACCES: /home/minsu/Documents/list.xlsx', 'EACCES: …'],
    [
      '    at readStore (/home/minsu/stagedoor/out/app/main/main.js:65:10)',
      '    at readStore (…/main.js:65:10)',
    ],
    ['at file:///opt/Stagedoor/main.js:1:2', 'at …/main.js:1:2'],
    ['C:\\Users\\Minsu Kim\\x.stagedoor', '… Kim…'],
    ['somebody: 김민수 minsu.kim@example.com 010-1234-5678', 'somebody: …'],
    ['陈龙 wrote', '… wrote'],
  ];
  for (const [said, given] of lines) expect(withoutPeople(said)).toBe(given);
});

test('no Hangul, no address, no phone number gets through, wherever it stands', () => {
  const person = fc.constantFrom(
    '김민수',
    'ㄱㅁㅅ',
    '陈龙',
    'Nguyễn',
    'minsu@example.com',
    '010-1234-5678',
    '01012345678',
  );
  const around = fc.stringMatching(/^[ -~]{0,20}$/);
  fc.assert(
    fc.property(around, person, around, (before, who, after) => {
      const given = withoutPeople(`${before} ${who} ${after}`);
      expect(given).not.toContain(who);
      expect(given).not.toMatch(/\p{Script=Hangul}|\p{Script=Han}|@example|\d{3}-?\d{4}-?\d{4}/u);
    }),
  );
});
