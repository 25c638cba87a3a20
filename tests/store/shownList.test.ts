import { call } from '@orpc/server';
import { expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { readAnyFile } from '../../electron/reading/files';
import { get, run, type WriteDb } from '../../electron/store/db';
import { viewIds } from '../../electron/store/peopleView';
import { setOverride } from '../../electron/store/rules';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import type { ExportFormat } from '../../shared/contract/exports';
import { type AttendeeId, EventId } from '../../shared/contract/ids';
import { noFilter, type RosterColumn } from '../../shared/contract/rosterView';
import { pageWords } from '../../shared/domain/pageWords';
import { importFiles, sampleFiles, temporaryProgram } from './importing';

interface Shown {
  readonly people: readonly AttendeeId[];
  readonly columns: readonly RosterColumn[];
  readonly eventId: EventId | null;
  readonly language?: 'ko' | 'en';
}

/** The file that the app writes of a list. */
async function written(db: WriteDb, format: ExportFormat, shown: Shown) {
  const files: Uint8Array[] = [];
  const shell: Partial<Shell> = {
    saveDocument: async (name, bytes) => {
      files.push(bytes);
      return name;
    },
  };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => ({ db, file: db.raw.name, now: () => 1 }));
  const { people, language = 'ko', ...list } = shown;
  const words = pageWords((language === 'ko' ? ko : en).people, 'people');
  const input = { what: 'shown', format, language, lossy: false, people, list: { ...list, words } } as const;
  const { document, rows } = await call(router.exports.save, input, { context });
  const [bytes] = files;
  if (!bytes) throw new Error('no file');
  return { document, rows, bytes };
}

const lines = (bytes: Uint8Array) => new TextDecoder('utf-8').decode(bytes).split('\r\n');

test('the list as shown: its columns and order, who completes and why, honours and arrival, as text in both languages', async () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const event = get<{ id: string }>(db, "SELECT id FROM event WHERE code = 'graduation'");
  const eventId = EventId.parse(event?.id);
  const people = await viewIds(db, { text: '박훈주', eventId, filter: noFilter });
  const [id] = people;
  if (!id) throw new Error('nobody found');
  run(db, 'UPDATE attendee SET affiliation = ? WHERE id = ?', '=HYPERLINK("x")', id);
  const korean = await written(db, 'csv', { people, columns: ['affiliation', 'team', 'tracks'], eventId });
  expect(korean).toMatchObject({ document: '5기 지금 목록.csv', rows: 1 });
  const [header, row] = lines(korean.bytes);
  expect(header).toBe('이름,영문 이름,소속,팀,수료,이유,영예,도착 · 5기 졸업식');
  expect(row).toMatch(/^박훈주,Hoonju Park,"'=HYPERLINK\(""x""\)",/);
  expect(row).toContain(',수료,조건 3개를 모두 만족했습니다. 온라인 강의: 5개를 마쳤습니다. ');
  expect(row).toMatch(/,아직$/);

  setOverride(db, 'completion', id, { met: false, reason: '대리 수강', by: '김운영', at: 1 });
  setOverride(db, 'bestProject', id, { met: true, reason: '현장 시상', by: '김운영', at: 1 });
  run(
    db,
    `INSERT INTO attendance (event_id, attendee_id, entered_at, door, scan_id) VALUES (?, ?, ?, 'A', 'x')`,
    eventId,
    id,
    Date.UTC(2024, 9, 18, 5, 1),
  );
  const english = await written(db, 'csv', { people, columns: ['phone'], eventId, language: 'en' });
  const [englishHeader, englishRow] = lines(english.bytes);
  expect(englishHeader).toMatch(/^Name,Name in Latin letters,Phone,Completion,Why,Honours,Arrived · /);
  expect(englishRow).toContain(',1040,Incomplete,김운영 refused this against the rule: 대리 수강. All 3');
  expect(englishRow).toContain('Best project');
  expect(englishRow).toMatch(/,2024-10-18 14:01$/);
});

test('the list as shown keeps the order of the list, holds the cast without a verdict, and opens as a workbook', async () => {
  const db = temporaryProgram();
  importFiles(db, sampleFiles());
  const people = await viewIds(db, { text: '', eventId: null, filter: noFilter });
  const asked = { people: people.toReversed(), columns: ['role', 'email'], eventId: null } as const;
  const { bytes, rows } = await written(db, 'csv', asked);
  expect(rows).toBe(496);
  const [header, ...all] = lines(bytes);
  expect(header).toBe('이름,영문 이름,역할,이메일,수료,이유,영예');
  expect(all[0]).toMatch(/^Zoë Müller,/);
  expect(all.filter((line) => line.includes(',수료,조건 3개를 모두'))).toHaveLength(333);
  expect(all.filter((line) => /,(?!참가자)[^,]+,[^,]*,,,$/.test(line))).toHaveLength(7);
  const workbook = await written(db, 'xlsx', asked);
  const read = await readAnyFile('a.xlsx', workbook.bytes, {}, db);
  expect(JSON.stringify(read)).toContain('Zoë Müller');
});
