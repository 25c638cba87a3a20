import { expect, test } from 'vitest';
import { judgeRule, type Requirement, type Rule } from '../../shared/domain/eligibility';
import type { Standing } from '../../shared/domain/tracks';

const standings = (...of: readonly (readonly [string, Standing])[]) => new Map(of);
const course = (done: number): readonly [string, Standing] => ['c', { track: 'course', done, of: 5 }];
const competition = (percentile: number | null, medal: 'gold' | null = null): readonly [string, Standing] => [
  'k',
  { track: 'competition', joined: true, percentile, medal },
];
const visits = (done: number): readonly [string, Standing] => ['v', { track: 'attendance', done, of: 3 }];

const all = (...of: Requirement[]): Rule => ({ kind: 'all', of });

test('n of m parts: all of them unless a number is asked for', () => {
  const whole = all({ kind: 'courseComplete', track: 'c', parts: null });
  const three = all({ kind: 'courseComplete', track: 'c', parts: 3 });
  expect(judgeRule(whole, standings(course(4))).met).toBe(false);
  expect(judgeRule(whole, standings(course(5))).met).toBe(true);
  expect(judgeRule(three, standings(course(3))).met).toBe(true);
  expect(judgeRule(three, standings()).findings[0]).toMatchObject({ met: false, of: 0 });
});

test('the top percent takes its limit in, and nobody without a place', () => {
  const top = all({ kind: 'competitionTop', track: 'k', percent: 5 });
  expect(judgeRule(top, standings(competition(5))).met).toBe(true);
  expect(judgeRule(top, standings(competition(5.1))).met).toBe(false);
  expect(judgeRule(top, standings(competition(null))).met).toBe(false);
});

test('any and at least k', () => {
  const of: readonly Requirement[] = [
    { kind: 'courseComplete', track: 'c', parts: null },
    { kind: 'medal', track: 'k' },
    { kind: 'attended', track: 'v', count: 2 },
  ];
  const gold = standings(course(1), competition(null, 'gold'), visits(1));
  const goldAndVisits = standings(course(1), competition(null, 'gold'), visits(2));
  expect(judgeRule({ kind: 'any', of }, gold).met).toBe(true);
  expect(judgeRule({ kind: 'atLeast', count: 2, of }, gold).met).toBe(false);
  expect(judgeRule({ kind: 'atLeast', count: 2, of }, goldAndVisits).met).toBe(true);
  expect(judgeRule({ kind: 'all', of }, goldAndVisits).met).toBe(false);
});

test('a result counts for its own track only', () => {
  const other = all({ kind: 'courseComplete', track: 'another', parts: 1 });
  expect(judgeRule(other, standings(course(5))).met).toBe(false);
});
