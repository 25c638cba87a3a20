import { expect, test } from 'vitest';
import { findDoubts, type Known } from '../../shared/domain/doubtful';

const person = (key: string, name: string, phone = '', email = key): Known => ({
  key,
  name,
  email,
  phone,
  affiliation: '',
});
const pairs = (incoming: readonly Known[], known: readonly Known[]) =>
  findDoubts(incoming, known).map(({ reason, incoming: a, known: b }) => [reason, a.key, b.key]);

test('the same name, phone or form of an e-mail under another e-mail is a doubt, for the strongest reason', () => {
  const known = [person('kim@example.com', '김민수', '010-1234-5678'), person('lee@example.com', '이서연')];
  expect(pairs([person('minsu@example.com', '김민수'.normalize('NFD'))], known)).toEqual([
    ['name', 'minsu@example.com', 'kim@example.com'],
  ]);
  expect(pairs([person('m@example.com', '김 민수', '+82 10-1234-5678')], known)).toEqual([
    ['phone', 'm@example.com', 'kim@example.com'],
  ]);
  expect(pairs([person('m@example.com', '박', '０１０１２３４５６７８')], known)).toEqual([
    ['phone', 'm@example.com', 'kim@example.com'],
  ]);
  expect(pairs([person('ｌｅｅ@example.com', '이서연')], known)).toEqual([
    ['email', 'ｌｅｅ@example.com', 'lee@example.com'],
  ]);
});

test('two of one file are compared as well; the same person and empty cells are no doubt', () => {
  expect(pairs([person('a@example.com', '가온'), person('b@example.com', '가온')], [])).toEqual([
    ['name', 'b@example.com', 'a@example.com'],
  ]);
  expect(pairs([person('a@example.com', '가온'), person('b@example.com', '나래')], [])).toEqual([]);
  expect(pairs([person('a@example.com', '가온')], [person('a@example.com', '가온')])).toEqual([]);
});
