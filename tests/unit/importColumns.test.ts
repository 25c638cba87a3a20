import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCsv } from '../../shared/domain/csvTable';
import { decodeText } from '../../shared/domain/decodeText';
import { guessColumns, guessKind, missingFields, nothingKnown } from '../../shared/domain/importColumns';

test('each of the sample files is taken for what it is', () => {
  const folder = path.resolve(import.meta.dirname, '../../resources/sample');
  const kinds = readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => {
      const { text } = decodeText(readFileSync(path.join(folder, name)), name);
      return [name, guessKind(readCsv(text, name).header)];
    });
  expect(Object.fromEntries(kinds)).toEqual({
    'cohort5-cast.csv': 'cast',
    'cohort5-events.csv': 'events',
    'cohort5-graduation-rundown.csv': 'rundown',
    'cohort5-invitations.csv': 'invitations',
    'cohort5-late-luma-utf8.csv': 'roster',
    'cohort5-results-utf8-bom.csv': 'results',
    'cohort5-signup-form-cp949.csv': 'roster',
  });
});

test.each([
  [
    ['타임스탬프', '성함을 입력해 주세요', '영문 이름 (수료증 표기용)', '이메일 주소', '휴대폰 번호'],
    { name: 1, nameLatin: 2, email: 3, phone: 4 },
  ],
  [
    ['E-mail Address', 'Full name', 'Organization', 'Mobile'],
    { email: 0, name: 1, affiliation: 2, phone: 3 },
  ],
  [
    ['api_id', 'name', 'first_name', 'last_name', 'email', 'phone_number', 'approval_status'],
    { name: 1, firstName: 2, lastName: 3, email: 4, phone: 5, approval: 6 },
  ],
  [
    ['참석자 성함', '졸업식에 참석하시나요?', '메일 주소', '학교'],
    { name: 0, answer: 1, email: 2, affiliation: 3 },
  ],
])('the columns of a roster are found in %j', (header, columns) => {
  expect(guessColumns('roster', header)).toEqual(columns);
  expect(guessKind(header)).toBe('roster');
});

test('headers without an e-mail tell no kind; headers that nobody knows are told apart from those', () => {
  expect(guessKind(['성함', '연락처'])).toBeUndefined();
  expect(missingFields('roster', guessColumns('roster', ['성함', '연락처']))).toEqual(['email']);
  expect(nothingKnown(['성함', '연락처'])).toBe(false);
  expect(nothingKnown(['가', '나'])).toBe(true);
});
