import { expect, test } from 'vitest';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import { changedValue } from '../../renderer/roster/historyWords';
import { pageWords, sayWith } from '../../shared/domain/pageWords';

const korean = sayWith(pageWords(ko.people, 'people'));
const english = sayWith(pageWords(en.people, 'people'));
const both = (field: string, value: string | object) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [changedValue(korean, field, text), changedValue(english, field, text)];
};

test('what changed is said in words of the language: results, roles, invitations, decisions', () => {
  expect(both('track:온라인 강의', { track: 'course', done: 3, of: 5 })).toEqual([
    '5개 중 3개 마침',
    '3 of 5 done',
  ]);
  const competition = { track: 'competition', joined: true, percentile: 4.2, medal: 'silver' };
  expect(both('track:경진대회', competition)).toEqual(['상위 4.2 % · 은메달', 'top 4.2% · Silver medal']);
  expect(both('track:경진대회', { ...competition, joined: false })).toEqual([
    '참가하지 않음',
    'did not take part',
  ]);
  const project = { track: 'project', team: 'G-001', title: '챗봇', award: '우수상' };
  expect(both('track:팀 프로젝트', project)).toEqual(['G-001 · 챗봇 · 우수상', 'G-001 · 챗봇 · 우수상']);
  expect(both('track:팀 프로젝트', { ...project, team: '', title: '', award: '' })).toEqual([
    '결과물 없음',
    'nothing handed in',
  ]);
  expect(both('role', 'speaker')).toEqual(['연사', 'Speaker']);
  expect(both('invitation:졸업식', 'waiting')).toEqual(['대기', 'On the waiting list']);
  expect(both('override:수료', '✓ 병결 인정')).toEqual(['인정: 병결 인정', 'Granted: 병결 인정']);
  expect(both('override:수료', '')).toEqual(['(없음)', '(empty)']);
});

test('what nobody knows is shown as it is kept', () => {
  expect(both('track:온라인 강의', '{"track":"chess"}')).toEqual(['{"track":"chess"}', '{"track":"chess"}']);
  expect(both('role', 'juror')).toEqual(['juror', 'juror']);
  expect(both('name', '{"track":"course","done":1,"of":2}')[0]).toBe('{"track":"course","done":1,"of":2}');
});
