import { beforeAll, expect, test } from 'vitest';
import { certificateFrame, fieldsOf, whyHeldBack } from '../../electron/store/certificateIssue';
import { get, type WriteDb } from '../../electron/store/db';
import { getEvent } from '../../electron/store/events';
import type { FontFiles } from '../../electron/store/fontFiles';
import { findRecipient, listGraduates } from '../../electron/store/graduates';
import { listRules, putRule, setOverride } from '../../electron/store/rules';
import { EventId } from '../../shared/contract/ids';
import { emptyFields } from '../../shared/domain/certificateFields';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import type { Rule } from '../../shared/domain/eligibility';
import { testFonts } from '../fonts';
import { importFiles, sampleFiles, temporaryProgram } from './importing';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

function sample() {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const row = get<{ id: string }>(db, "SELECT id FROM event WHERE code = 'graduation'");
  return { db, eventId: EventId.parse(row?.id) };
}

/** What stands on each sheet of a kind, by name; nobody's lacks anything that the template shows. */
function sheets(db: WriteDb, eventId: EventId, kind: TemplateKind) {
  const frame = certificateFrame(db, getEvent(db, eventId), fonts, kind);
  return listGraduates(db, eventId, kind).map((graduate) => {
    const fields = fieldsOf(frame, graduate, 'C5-0001');
    expect(whyHeldBack(frame, graduate)).toBeUndefined();
    expect(emptyFields(kind === 'honours' ? '{honours} {honoursEn}' : '{award}', fields)).toEqual([]);
    return { ...graduate, fields };
  });
}

function change(db: WriteDb, id: string, title: string, titleEn: string, rule: Rule) {
  putRule(db, { id, title, titleEn, rule });
}

/** How often each text is there. */
function counted(of: readonly string[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const one of of) found[one] = (found[one] ?? 0) + 1;
  return found;
}

test('the sample: medals by their name, else the top 5 %, in both languages', () => {
  const { db, eventId } = sample();
  const honours = sheets(db, eventId, 'honours');
  expect(honours).toHaveLength(147);
  expect(counted(honours.map(({ fields }) => `${fields.honours} / ${fields.honoursEn}`))).toEqual({
    '대회 은메달 / Silver medal, competition': 5,
    '대회 동메달 / Bronze medal, competition': 9,
    '대회 상위 5% / Top 5% of the competition': 133,
  });
  expect(counted(sheets(db, eventId, 'project').map(({ fields }) => fields.award))).toEqual({
    '우수 프로젝트': 10,
  });
});

test('a limit that is moved, an honour that is added and one that is granted by hand are on the sheets', () => {
  const { db, eventId } = sample();
  const ten = { kind: 'competitionTop', track: 'competition', percent: 10 } as const;
  change(db, 'top', '대회 상위 10 %', 'Top 10 % of the competition', { kind: 'all', of: [ten] });
  const wider = sheets(db, eventId, 'honours');
  expect(wider.length).toBeGreaterThan(147);
  expect(counted(wider.map(({ fields }) => fields.honours))['대회 상위 10%']).toBe(wider.length - 14);

  const whole = { kind: 'courseComplete', track: 'course', parts: null } as const;
  change(db, 'diligent', '개근', '', { kind: 'all', of: [whole] });
  const three = sheets(db, eventId, 'honours').map(({ fields }) => `${fields.honours} / ${fields.honoursEn}`);
  expect(three).toContain('대회 은메달 · 개근 / Silver medal, competition · 개근');
  expect(three).toContain('개근 / 개근');

  const nobody = listRules(db).find(({ id }) => id === 'medal');
  const without = wider.find(({ fields }) => fields.honours === '대회 상위 10%');
  if (!nobody || !without) throw new Error('nobody to give a medal');
  const by = { reason: '현장 시상', by: '김운영', at: 1 };
  setOverride(db, 'medal', without.attendeeId, { met: true, ...by });
  setOverride(db, 'bestProject', without.attendeeId, { met: true, ...by });
  const frame = certificateFrame(db, getEvent(db, eventId), fonts, 'honours');
  const recipient = findRecipient(db, without.attendeeId);
  const fields = recipient && fieldsOf(frame, recipient, 'C5-0001');
  expect(fields?.honours).toMatch(/^대회 상위 10% · 대회 메달/);
  const best = sheets(db, eventId, 'project').find(({ attendeeId }) => attendeeId === without.attendeeId);
  expect([best?.fields.award, best?.fields.awardEn]).toEqual(['우수 프로젝트', 'Best project']);

  setOverride(db, 'medal', without.attendeeId, null);
  setOverride(db, 'top', without.attendeeId, { met: false, ...by });
  const after = sheets(db, eventId, 'honours').find(({ attendeeId }) => attendeeId === without.attendeeId);
  expect(after?.fields.honours ?? '').not.toContain('상위');
});

test('an honour whose title is too long for the signed facts holds its sheets back', () => {
  const { db, eventId } = sample();
  const medal = { kind: 'medal', track: 'competition' } as const;
  change(db, 'medal', '가'.repeat(100), '', { kind: 'all', of: [medal] });
  const frame = certificateFrame(db, getEvent(db, eventId), fonts, 'honours');
  const held = listGraduates(db, eventId, 'honours').map((one) => whyHeldBack(frame, one)?.kind);
  expect(held.filter((kind) => kind !== undefined)).toHaveLength(14);
});
