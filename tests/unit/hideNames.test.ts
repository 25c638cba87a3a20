import { expect, test } from 'vitest';
import { hideNames, nameSet } from '../../shared/domain/hideNames';

const hide = (text: string, ...names: string[]) => hideNames(text, nameSet(names), '…');

test('a name goes with its particle left, and no other word with it', () => {
  expect(hide('김민수의 인사, 김민수', '김민수')).toBe('…의 인사, …');
  expect(hide('오이서연구소', '이서')).toBe('오이서연구소');
  expect(hide('Kim Minsu and Kim Minsung', 'Kim Minsu')).toBe('… and Kim Minsung');
  expect(hide('김민수진 님', '김민수', '김민수진')).toBe('… 님');
  expect(hide('이 사람', '이', '')).toBe('이 사람');
  expect(hide('a@b.kr, 010-1', 'a@b.kr', '010-1')).toBe('…, …');
});
