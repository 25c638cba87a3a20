import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchRank, searchQuery } from '../../shared/domain/koreanSearch';
import { phoneDigits, type Searchable, searchText } from '../../shared/domain/searchText';

const minsu: Searchable = {
  name: '김민수',
  nameLatin: 'Minsu Kim',
  email: 'minsu.k@example.com',
  phoneDigits: '01000121040',
  affiliation: '한빛대학교',
  team: 'G-018',
};
const finds = (person: Partial<Searchable>, text: string) => {
  const query = searchQuery(text);
  return query !== undefined && matchRank(searchText({ ...minsu, ...person }), query) !== undefined;
};

describe('a person is found', () => {
  test.each([
    '김민수',
    '김민',
    '민수',
    '김 민수',
    'ㄱㅁㅅ',
    'ㅁㅅ',
    '김ㅁ',
    '김미',
    '기',
    'minsu',
    'MINSU',
    'Min-su',
    'kim minsu',
    'kimminsu',
    '1040',
    '40',
    '010-0012-1040',
    'minsu.k@example.com',
    'g-018',
    'G018',
    '한빛',
    '한빛 김민',
  ])('by %s', (text) => {
    expect(finds({}, text)).toBe(true);
    expect(finds({}, text.normalize('NFD'))).toBe(true);
    expect(finds({ name: minsu.name.normalize('NFD') }, text)).toBe(true);
  });

  test('by consonants that the keyboard joined into one', () => {
    expect(finds({ name: '강성호' }, 'ㄳ')).toBe(true);
  });

  test('by the Latin spelling of a name that came without one', () => {
    for (const text of ['minsu', 'kim minsu', 'kimminsu', 'gimminsu'])
      expect(finds({ nameLatin: '' }, text), text).toBe(true);
  });

  test('without the marks of a Latin name', () => {
    const foreign = { nameLatin: '' };
    expect(finds({ ...foreign, name: 'Søren Kjær' }, 'soren kjaer')).toBe(true);
    expect(finds({ ...foreign, name: 'Nguyễn Thị Hương' }, 'huong')).toBe(true);
    expect(finds({ ...foreign, name: "Liam O'Brien" }, 'obrien')).toBe(true);
    expect(finds({ ...foreign, name: '李小龙' }, '小龙')).toBe(true);
  });
});

test.each(['김수', 'ㅅㅁ', '김만', '김민지', '1041', '0012', '0', 'park', '한밭', ''])(
  'somebody else is not found by %s',
  (text) => {
    expect(finds({ phoneDigits: '01000121141', team: 'G-218' }, text)).toBe(false);
  },
);

test('the whole name comes before its beginning, and that before its middle', () => {
  const rank = (name: string, text: string) => {
    const query = searchQuery(text);
    return query && matchRank(searchText({ ...minsu, name }), query);
  };
  expect(rank('민수', '민수')).toBe(0);
  expect(rank('민수지', '민수')).toBe(1);
  expect(rank('김민수', '민수')).toBe(2);
});

test('a phone number from abroad ends in the same digits as at home', () => {
  expect(phoneDigits('+82 10-0012-1040')).toBe('01000121040');
  expect(phoneDigits('010-0012-1040')).toBe('01000121040');
});

const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCharCode(code));

test('any Korean name is found by any two letters of it that stand together, and by their initial consonants', () => {
  fc.assert(
    fc.property(fc.array(syllable, { minLength: 2, maxLength: 6 }), fc.nat(), (letters, start) => {
      const at = start % (letters.length - 1);
      const name = letters.join('');
      const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
      const part = letters.slice(at, at + 2);
      const consonants = part.map((letter) => initials[Math.floor((letter.charCodeAt(0) - 0xac00) / 588)]);
      for (const text of [part.join(''), part.join('').normalize('NFD'), consonants.join('')]) {
        expect(finds({ name, nameLatin: '' }, text)).toBe(true);
      }
    }),
  );
});

test('every usual spelling of a name finds it, and so does the wrong keyboard', () => {
  const of = (name: string) =>
    searchText({ name, nameLatin: '', email: '', phoneDigits: '', affiliation: '', team: '' });
  const finds = (typed: string, name: string) => {
    const query = searchQuery(typed);
    return query !== undefined && matchRank(of(name), query) !== undefined;
  };
  for (const [name, ...spellings] of [
    ['이민수', 'Lee Minsoo', 'Yi Min-su', 'Rhee Minsu', 'minsulee', 'I Minsu'],
    ['박영준', 'Park Youngjun', 'Bak Yeongjun', 'Pak Young Joon'],
    ['최현정', 'Choi Hyunjung', 'Choe Hyeonjeong', 'Hyun-jung Choi'],
    ['정희원', 'Chung Heewon', 'Jeong Huiwon', 'Jung Hee Won'],
    ['임수경', 'Lim Sookyung', 'Im Sugyeong', 'Yim Soo-kyoung'],
    ['김민수', 'rlaalstn', 'alstn', 'Kim Minsoo'],
  ] as const) {
    for (const typed of spellings) expect(finds(typed, name), `${typed} → ${name}`).toBe(true);
  }
  expect(finds('Park Youngjun', '이민수')).toBe(false);
  expect(finds('rlaalstn', '김민지')).toBe(false);
});
