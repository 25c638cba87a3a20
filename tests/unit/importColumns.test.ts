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
  [['팀 이름', '성함', '학교 이름', '이메일'], { name: 1, email: 3, affiliation: 2, team: 0 }],
  [['추천인 성함', '팀 대표 이름', '이메일'], { name: 1, email: 2 }],
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

test.each([
  '졸업식 참석 여부를 선택해 주세요',
  '참석 여부 (불참 시 사유를 적어 주세요)',
  '졸업식에 참석하시나요? 참석하시면 명찰을 드립니다',
  '10월 18일 졸업식에 참석하실 수 있습니까?',
  '참석 가능하신가요?',
  '참석',
  'Attending?',
  'RSVP',
  'Are you going?',
  'attendee status',
  'Will you attend the graduation? If not, why?',
  'Are you planning to attend? Anything we should know?',
  'Will you be able to come and attend?',
])('a question about coming is one: %s', (header) => {
  expect(guessColumns('roster', ['성함', '이메일', header])).toMatchObject({ answer: 2 });
});

test.each([
  '참석 시 요청사항',
  '참석 시 요청사항이 있으면 적어 주세요',
  '참석하실 때 필요한 것이 있으신가요?',
  '참석하시는 분께 드리는 안내를 읽었습니까?',
  '참석하신다면 동반 인원은 몇 명입니까?',
  '참석 동기',
  '참석하지 못하는 이유',
  '참석 인원',
  '참석 방식 (대면/비대면)',
  '지난 밋업 참석 경험',
  '참석자 명찰 이름 외 비고',
  'Requests when attending',
  'Any dietary requirements if attending?',
  'If you are attending, how many guests will come?',
  'Reason for not attending',
  'Why do you want to attend?',
  'Do you need parking to attend?',
  'Have you attended before?',
  'Number of attendees',
  'rsvp_date',
  'What ongoing projects do you have?',
])('a question that only speaks of coming is a note: %s', (header) => {
  expect(guessColumns('roster', ['성함', '이메일', header]).answer).toBeUndefined();
  // Beside it the question itself is found, also where that comes after.
  expect(guessColumns('roster', ['성함', header, '이메일', '졸업식 참석 여부']).answer).toBe(3);
});

test('headers without an e-mail tell no kind; headers that nobody knows are told apart from those', () => {
  expect(guessKind(['성함', '연락처'])).toBeUndefined();
  expect(missingFields('roster', guessColumns('roster', ['성함', '연락처']))).toEqual(['email']);
  expect(nothingKnown(['성함', '연락처'])).toBe(false);
  expect(nothingKnown(['가', '나'])).toBe(true);
});
