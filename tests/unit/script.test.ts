import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scriptParts } from '../../shared/domain/script';

const people = [
  { name: '이도현', nameLatin: 'Dohyun Lee', reading: '이 도현' },
  { name: '이도', nameLatin: '', reading: '' },
  { name: 'Nguyễn Ánh', nameLatin: 'Anh Nguyen', reading: '응우옌 아인' },
];

/** The script as an MC reads it: `name(reading)`, `?name?` where nobody bears the name. */
function read(script: string): string {
  return scriptParts(script, people)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'name' ? `${part.name}(${part.reading})` : `?${part.name}?`;
    })
    .join('');
}

test.each([
  ['{이도현} 님을 모십니다', '이도현(이 도현) 님을 모십니다'],
  ['@이도현님을 모십니다', '이도현(이 도현)님을 모십니다'],
  ['@이도와 함께', '이도()와 함께'],
  ['{ 이도현 }', '이도현(이 도현)'],
  ['{Dohyun Lee} and @Anh Nguyen.', 'Dohyun Lee(이 도현) and Anh Nguyen(응우옌 아인).'],
  ['@Anh Nguyenson', '@Anh Nguyenson'],
  ['{아무개} 님', '?아무개? 님'],
  ['mc@example.com · {} · {a\nb}', 'mc@example.com · {} · {a\nb}'],
  ['{이도현}'.normalize('NFD'), '이도현(이 도현)'],
  ['첫 줄\n{이도현}', '첫 줄\n이도현(이 도현)'],
  ['', ''],
])('%j reads %j', (script, expected) => expect(read(script)).toBe(expected));

test('no letter of a script is lost, whatever is in it', () => {
  const piece = fc.constantFrom('{', '}', '@', '이도현', '이도', 'Anh Nguyen', ' ', '\n', 'a', '님');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const script = pieces.join('');
      const letters = (text: string) => text.replace(/[{}@\s]/g, '');
      const shown = scriptParts(script, people).map((part) => (part.kind === 'text' ? part.text : part.name));
      expect(letters(shown.join(''))).toBe(letters(script));
    }),
    { numRuns: 2000 },
  );
});
