import i18next from 'i18next';
import { expect, test } from 'vitest';
import { getPerson, listPeople } from '../../electron/store/attendees';
import { decisions, eligibleIds, metIds, resultsByAttendee, tryRule } from '../../electron/store/eligibility';
import { listRules, putRule, setOverride } from '../../electron/store/rules';
import { listTracks } from '../../electron/store/tracks';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import { explain } from '../../renderer/roster/explain';
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
    [...resultsByAttendee(db).values()].flatMap((results) =>
      results.flatMap((result) => (result.track === 'project' && result.title !== '' ? [result.team] : [])),
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
    '온라인 강의: 5개를 마쳤습니다. 경진대회에 참가했습니다. 팀 프로젝트: 결과물을 냈습니다.',
  );
  const short = [...completion.values()].find(({ findings }) => findings[0]?.done === 3);
  expect(short && explain(english, short, (id) => tracks.get(id)?.titleEn ?? '')).toContain(
    'Courses: completed 3 of 5; 2 missing.',
  );
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
    '김운영 님이 요건과 달리 인정했습니다: 병결 인정',
  );
  expect(detail.history[0]).toMatchObject({ by: '김운영', field: 'override:수료', became: '✓ 병결 인정' });
  setOverride(db, 'completion', person.id, null);
  expect(eligibleIds(db).size).toBe(333);
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
