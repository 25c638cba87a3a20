import { call } from '@orpc/server';
import { beforeAll, expect, test } from 'vitest';
import { createContext, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { run } from '../../electron/store/db';
import type { FontFiles } from '../../electron/store/fontFiles';
import { setPostalAddress } from '../../electron/store/handover';
import { asProgram } from '../../electron/store/program';
import { testFontFolder, testFonts } from '../fonts';
import { makeGraduation } from './graduation';
import { addCues } from './stage';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

/** What the documents of a program are called, and what the pages of the PDFs among them say. */
async function documents(language: 'ko' | 'en') {
  const { db, folder, people, eventId, issueAll } = makeGraduation(fonts);
  issueAll();
  run(db, "UPDATE event SET title_en = 'Graduation'");
  run(db, "UPDATE certificate SET revoked_at = 5, revoked_reason = 'x', revoked_by = 'y' WHERE number = 1");
  addCues(db, eventId, [10]);
  for (const id of people) setPostalAddress(db, id, { postcode: '1', address: 'Seoul 1', recipient: '' });
  const names: string[] = [];
  let pages = '';
  const shell: Partial<Shell> = {
    fontFolder: testFontFolder(),
    keepAwake: () => {},
    saveDocument: async (name) => {
      names.push(name);
      return name;
    },
    pdf: async function* (job) {
      pages += JSON.stringify(job);
      yield 1;
      return new Uint8Array([1]);
    },
  };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => ({ ...asProgram(db, `${folder}/a.stagedoor`), now: () => 0 }));
  const options = { context };
  await call(router.register.exportCsv, { language }, options);
  await call(router.register.exportPdf, { language }, options);
  await call(router.handover.exportLeftovers, { language }, options);
  await call(router.handover.labels, { language, skip: 0 }, options);
  await call(router.rundownEditor.exportFile, { eventId, language, format: 'csv' }, options);
  await call(router.rundownEditor.cueSheet, { eventId, language }, options);
  await call(router.rundownEditor.report, { eventId, language, format: 'csv' }, options);
  await call(router.desk.testSheet, { printer: null, language }, options);
  return { names, pages };
}

test('documents are called what the language on screen calls them', async () => {
  const korean = await documents('ko');
  expect(korean.names).toEqual([
    '5기 발급 대장 1970-01-01.csv',
    '5기 발급 대장 1970-01-01.pdf',
    '5기 남은 수료증 1970-01-01.csv',
    '5기 우편 라벨 1970-01-01.pdf',
    '졸업식 큐시트.csv',
    '졸업식 큐시트.pdf',
    '졸업식 계획과 실제.csv',
    '스캐너 시험지.pdf',
  ]);
  const english = await documents('en');
  expect(english.names).toEqual([
    'Cohort 5 register of certificates 1970-01-01.csv',
    'Cohort 5 register of certificates 1970-01-01.pdf',
    'Cohort 5 certificates left 1970-01-01.csv',
    'Cohort 5 address labels 1970-01-01.pdf',
    'Graduation rundown.csv',
    'Graduation cue sheet.pdf',
    'Graduation plan and actual.csv',
    'Scanner test sheet.pdf',
  ]);
  expect(english.pages).toContain('revoked');
});
