import i18next from 'i18next';
import { expect, test } from 'vitest';
import { getPerson, listPeople } from '../../electron/store/attendees';
import { run } from '../../electron/store/db';
import {
  anyoneCompletes,
  decisions,
  eligibleIds,
  metIds,
  standingsByAttendee,
  tryRule,
} from '../../electron/store/eligibility';
import { listRules, putRule, removeRule, setOverride } from '../../electron/store/rules';
import { listTracks, putTrack, removeTrack } from '../../electron/store/tracks';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import { resultBesides } from '../../renderer/roster/resultBesides';
import { firstRequirement } from '../../shared/domain/askable';
import type { Rule } from '../../shared/domain/eligibility';
import { explain, ruleText } from '../../shared/domain/explain';
import { newTrack } from '../../shared/domain/newTrack';
import { Refusal } from '../../shared/domain/refusal';
import { importFiles, sampleFiles, temporaryProgram } from './importing';

const i18n = i18next.createInstance();
await i18n.init({
  resources: { ko: { translation: ko }, en: { translation: en } },
  lng: 'ko',
  fallbackLng: false,
  interpolation: { escapeValue: false },
});

test('the sample: 489 participants, 333 complete, 147 in the top 5 %, 14 medals, 211 projects, each with its sentence', () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const completion = decisions(db, 'completion');
  expect(completion.size).toBe(489);
  expect(eligibleIds(db).size).toBe(333);
  expect((333 / 489).toFixed(3)).toBe('0.681');
  expect(metIds(db, 'top').size).toBe(147);
  expect((147 / 489).toFixed(3)).toBe('0.301');
  expect(metIds(db, 'medal').size).toBe(14);
  expect(metIds(db, 'bestProject').size).toBe(10);
  const teams = new Set(
    [...standingsByAttendee(db).values()].flatMap((standings) =>
      [...standings.values()].flatMap((result) =>
        result.track === 'project' && result.title !== '' ? [result.team] : [],
      ),
    ),
  );
  expect(teams.size).toBe(211);

  const tracks = new Map(listTracks(db).map((track) => [track.id, track]));
  const [korean, english] = [i18n.getFixedT('ko'), i18n.getFixedT('en')];
  for (const rule of listRules(db)) {
    for (const decided of decisions(db, rule.id).values()) {
      const inKorean = explain(korean, decided, (id) => tracks.get(id)?.title ?? '');
      const inEnglish = explain(english, decided, (id) => tracks.get(id)?.titleEn ?? '');
      for (const finding of decided.findings) {
        expect(inKorean).toContain(tracks.get(finding.track)?.title ?? 'no such track');
        expect(inEnglish).toContain(tracks.get(finding.track)?.titleEn ?? 'no such track');
      }
      expect(`${inKorean} ${inEnglish}`).not.toMatch(/\{\{|people\.why|undefined|null/);
      expect(inKorean).toMatch(/다\.$/);
    }
  }
  const whole = [...completion.values()].find(({ met }) => met);
  expect(whole && explain(korean, whole, (id) => tracks.get(id)?.title ?? '')).toBe(
    '조건 3개를 모두 만족했습니다. 온라인 강의: 5개를 마쳤습니다. 경진대회에 참가했습니다. 팀 프로젝트: 결과물을 냈습니다.',
  );
  const short = [...completion.values()].find(({ findings }) => findings[0]?.done === 3);
  expect(short && explain(english, short, (id) => tracks.get(id)?.titleEn ?? '')).toContain(
    'Courses: completed 3 of 5; 2 missing.',
  );
});

test('what the rule asks is said before what somebody has of it: all, one, or at least so many', () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const tracks = listTracks(db);
  const of = tracks.map(firstRequirement);
  const sentences = (rule: Rule, done: number) => {
    putRule(db, { id: 'completion', title: '수료', titleEn: 'Completion', rule });
    const one = [...decisions(db, 'completion').values()].find(
      ({ findings }) => findings[0]?.done === 1 && findings.filter(({ met }) => met).length === done,
    );
    if (!one) throw new Error(`nobody with one part and ${done} met`);
    const name = (key: 'title' | 'titleEn') => (id: string) =>
      tracks.find((track) => track.id === id)?.[key] ?? '';
    return [
      explain(i18n.getFixedT('ko'), one, name('title')),
      explain(i18n.getFixedT('en'), one, name('titleEn')),
    ];
  };
  expect(sentences({ kind: 'any', of }, 1)).toEqual([
    '조건 3개 가운데 하나만 만족하면 되며, 1개를 만족했습니다. 온라인 강의: 5개 중 1개를 마쳤습니다. 4개가 모자랍니다. 경진대회에 참가했습니다. 팀 프로젝트: 낸 결과물이 없습니다.',
    'One of 3 requirements is enough; 1 met. Courses: completed 1 of 5; 4 missing. Competition: took part. Team project: nothing handed in.',
  ]);
  const [korean, english] = sentences({ kind: 'atLeast', count: 2, of }, 1);
  expect(korean).toMatch(/^조건 3개 가운데 2개 이상을 만족해야 하는데, 1개를 만족했습니다\. 온라인 강의: /);
  expect(english).toMatch(/^At least 2 of 3 requirements must be met; 1 met so far\. Courses: /);
  const [met] = sentences({ kind: 'atLeast', count: 2, of }, 2);
  expect(met).toMatch(/^조건 3개 가운데 2개 이상을 만족하면 되며, 2개를 만족했습니다\. /);
  const [alone] = sentences({ kind: 'any', of: of.slice(0, 1) }, 0);
  expect(alone).toBe('온라인 강의: 5개 중 1개를 마쳤습니다. 4개가 모자랍니다.');
});

test('an override counts, says who and why, stays in the history, and goes when it is taken back', () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const [person] = listPeople(db, null).filter(({ eligibility }) => eligibility?.eligible === false);
  if (!person) throw new Error('nobody is left to override');
  setOverride(db, 'completion', person.id, { met: true, reason: '병결 인정', by: '김운영', at: 5 });
  expect(eligibleIds(db).size).toBe(334);
  const detail = getPerson(db, person.id, null);
  expect(detail.eligibility).toMatchObject({
    eligible: true,
    override: { reason: '병결 인정', by: '김운영' },
  });
  expect(detail.eligibility && explain(i18n.getFixedT('ko'), detail.eligibility, (id) => id)).toContain(
    '김운영 님이 요건과 달리 인정했습니다: 병결 인정. 조건 3개를 모두 만족해야 하는데, ',
  );
  expect(detail.history[0]).toMatchObject({ by: '김운영', field: 'override:수료', became: '✓ 병결 인정' });
  setOverride(db, 'completion', person.id, null);
  expect(eligibleIds(db).size).toBe(333);
});

test('whether anybody completes: by results, by a decision alone, by events that they came to', () => {
  const db = temporaryProgram();
  importFiles(db, { 'a.csv': '성함,이메일\n김민수,a@example.com\n' });
  expect(anyoneCompletes(db)).toBe(false);
  const [person] = listPeople(db, null);
  if (!person) throw new Error('nobody was taken in');
  setOverride(db, 'completion', person.id, { met: true, reason: '병결 인정', by: '김운영', at: 5 });
  expect(anyoneCompletes(db)).toBe(true);
  setOverride(db, 'completion', person.id, null);
  expect(anyoneCompletes(db)).toBe(false);

  const names = { id: 'meetups', title: '모임', titleEn: 'Meetups' };
  putTrack(db, { ...names, kind: 'attendance', config: { events: ['meetup'] } });
  const rule = { kind: 'all', of: [{ kind: 'attended', track: 'meetups', count: null }] } as const;
  putRule(db, { id: 'completion', title: '수료', titleEn: 'Completion', rule });
  expect(anyoneCompletes(db)).toBe(false);
  run(
    db,
    `INSERT INTO event (id, code, kind, title, doors_at, starts_at, ends_at, admission, entry)
     VALUES ('e', 'meetup', 'midpoint_meetup', '모임', 0, 0, 1, 'everyone', 'once')`,
  );
  run(
    db,
    "INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id) VALUES ('e', ?, 0, '', 's')",
    person.id,
  );
  expect(anyoneCompletes(db)).toBe(true);

  const whole = temporaryProgram();
  importFiles(whole, sampleFiles());
  expect(anyoneCompletes(whole)).toBe(true);
  setOverride(whole, 'completion', [...eligibleIds(whole)][0] ?? person.id, {
    met: false,
    reason: '취소',
    by: '김운영',
    at: 5,
  });
  expect(anyoneCompletes(whole)).toBe(true);
});

test('a rule is tried without being kept, and takes effect when it is', () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const rule = { kind: 'all', of: [{ kind: 'competitionTop', track: 'competition', percent: 5 }] } as const;
  expect(tryRule(db, rule)).toEqual({ met: 147, each: [147], of: 489 });
  expect(eligibleIds(db).size).toBe(333);
  putRule(db, { id: 'completion', title: '수료', titleEn: 'Completion', rule });
  expect(eligibleIds(db).size).toBe(147);
});

test('what is added to a rule is something that people meet, of a track of any kind; what nobody can meet is refused with its sentence', () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  for (const track of listTracks(db)) {
    const rule = { kind: 'all', of: [firstRequirement(track)] } as const;
    expect([track.id, tryRule(db, rule).met > 0]).toEqual([track.id, true]);
    putRule(db, { id: 'added', title: '새 영예', titleEn: '', rule });
  }
  const impossible = { kind: 'all', of: [{ kind: 'projectDone', track: 'course' }] } as const;
  const put = () => putRule(db, { id: 'completion', title: '수료', titleEn: '', rule: impossible });
  expect(put).toThrow(new Refusal('rule.cannotAsk', { track: '온라인 강의' }));
  expect(eligibleIds(db).size).toBe(333);
});

test('a file of rules that asks what nobody could ever have is refused with the line, the track and a sentence', () => {
  const db = temporaryProgram();
  const rules = (asks: object) => ({
    'rules.csv': `Rule code,Rule,Rule in English,Asks\nhonour,우수,,"${JSON.stringify(asks).replaceAll('"', '""')}"\n`,
  });
  const ask = (kind: string) => rules({ kind: 'all', of: [{ kind, track: 'course' }] });
  expect(() => importFiles(db, ask('award'))).toThrow(
    new Refusal('import.cannotAsk', { file: 'rules.csv', line: 2, column: 'Asks', value: '온라인 강의' }),
  );
  expect(ko.refusal.import.cannotAsk).toContain('{{line}}행');
  expect(listRules(db).some(({ id }) => id === 'honour')).toBe(false);
  const whole = { kind: 'courseComplete', track: 'course', parts: null };
  importFiles(db, rules({ kind: 'all', of: [whole] }));
  expect(listRules(db).some(({ id }) => id === 'honour')).toBe(true);
});

test('where nobody completes yet it is said what the program’s own rule asks, in either language', () => {
  const db = temporaryProgram();
  const names = new Map(listTracks(db).map(({ id, title }) => [id, title]));
  const said = (language: 'ko' | 'en', rule: Rule) =>
    ruleText(i18n.getFixedT(language), rule, (id) => names.get(id) ?? id);
  const [completion] = listRules(db);
  if (!completion) throw new Error('no rule');
  expect(said('en', completion.rule)).toBe(
    'It asks for all of these: 온라인 강의 – Parts done, 경진대회 – Took part, 팀 프로젝트 – Handed in',
  );
  const two = { kind: 'atLeast', count: 2, of: completion.rule.of } as const;
  expect(said('ko', two)).toMatch(/^다음 가운데 2가지 이상이면 됩니다: /);
  const one = { kind: 'all', of: completion.rule.of.slice(0, 1) } as const;
  expect(said('en', one)).toBe('It asks for this: 온라인 강의 – Parts done');
});

test('beside a requirement stands what the person has of that track, not of another one of its kind', () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  putTrack(db, newTrack('project', listTracks(db), { title: '두 번째', ownId: 'own' }));
  const [person] = listPeople(db, null).filter(({ results }) =>
    results.some((one) => one.track === 'project' && one.title !== ''),
  );
  if (!person) throw new Error('nobody has a project');
  const result = { track: 'project', team: 'B-1', title: '다른 작품', award: '인기상' };
  run(
    db,
    "INSERT INTO track_result (attendee_id, track, result) VALUES (?, 'own', ?)",
    person.id,
    JSON.stringify(result),
  );
  const { byTrack } = getPerson(db, person.id, null);
  const beside = (track: string) =>
    resultBesides(i18n.getFixedT('ko'), byTrack, { kind: 'projectDone', track });
  expect(beside('own')).toBe('다른 작품 · 인기상');
  expect(beside('project')).not.toContain('다른 작품');
  expect(beside('project')).not.toBe('');
});

test('a track that was removed is made again and takes the results files in; another of its kind stands beside it', () => {
  const db = temporaryProgram();
  const made = { title: '다시 만든 프로젝트', ownId: 'own' };
  const whole = { kind: 'courseComplete', track: 'course', parts: null } as const;
  putRule(db, { id: 'completion', title: '수료', titleEn: '', rule: { kind: 'all', of: [whole] } });
  removeRule(db, 'bestProject');
  removeTrack(db, 'project');
  putTrack(db, newTrack('project', listTracks(db), made));
  putTrack(db, newTrack('project', listTracks(db), made));
  expect(listTracks(db).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    'course course',
    'competition competition',
    'project project',
    'own project',
  ]);
  importFiles(db, sampleFiles());
  const handedIn = { kind: 'all', of: [{ kind: 'projectDone', track: 'project' }] } as const;
  expect(tryRule(db, handedIn).met).toBeGreaterThan(300);
  expect(() => removeTrack(db, 'project')).toThrow('track.hasResults');
  expect(ko.refusal.track.hasResults).toContain('요건에서 빼세요');
});
