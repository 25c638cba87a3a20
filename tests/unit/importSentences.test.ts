import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import { importFields } from '../../shared/domain/importColumns';
import { refusalReasons } from '../../shared/domain/refusal';

// Of a file as a whole, and of the taking in itself: no line can be named, and of these last no file either.
const ofTheFile = [
  'import.attendance',
  'import.empty',
  'import.encoding',
  'import.noEvent',
  'import.noTrack',
  'import.tooLarge',
  'import.notXlsx',
  'import.oldExcel',
  'import.xlsxLocked',
  'import.xlsxDamaged',
  'import.xlsxBomb',
  'import.xlsxEntities',
  'import.xlsxCells',
];
const ofTheRun = [
  'import.readerFailed',
  'import.cancelled',
  'import.running',
  'import.changedMeanwhile',
  'import.notUndoable',
];

const params = {
  file: '명단.csv',
  line: 7,
  column: '이메일',
  value: 'x',
  first: 2,
  cells: 3,
  columns: 4,
  field: 'email',
  kind: 'course',
  megabytes: 20,
  most: 1_000_000,
};

function keysOf(value: unknown, path = ''): readonly string[] {
  // English has a plural form where Korean needs none.
  if (typeof value !== 'object' || value === null) return [path.replace(/_(one|other)$/, '')];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`));
}

describe.each(['ko', 'en'])('in %s', (language) => {
  const t = i18next.createInstance();
  void t.init({
    resources: { ko: { translation: ko }, en: { translation: en } },
    lng: language,
    fallbackLng: false,
  });

  test.each(refusalReasons.filter((reason) => reason.startsWith('import.')))(
    '%s names the file, and the line where there is one',
    (reason) => {
      const sentence = t.t(`refusal.${reason}`, params);
      if (!ofTheRun.includes(reason)) expect(sentence).toContain('명단.csv');
      expect(sentence).not.toMatch(/refusal\.|\{\{|\$t/);
      expect(sentence.match(/[.!]/g)?.length, 'what is wrong, and what to do').toBeGreaterThanOrEqual(2);
      if (![...ofTheFile, ...ofTheRun].includes(reason)) expect(sentence).toContain('7');
    },
  );

  test('a missing column is called by its name, not by its key', () => {
    expect(t.t('refusal.import.missingColumn', params)).toContain(
      language === 'ko' ? '‘이메일’' : '“E-mail”',
    );
  });

  test('a cell that looks like a reference is shown as it is', () => {
    const sentence = t.t('refusal.import.badEmail', { ...params, value: '$t(people.title) {{file}}' });
    expect(sentence).toContain('people.title');
  });

  test('every field that a file may hold has a name', () => {
    for (const { field } of Object.values(importFields).flat()) {
      expect(t.exists(`imports.field.${field}`), field).toBe(true);
    }
  });
});

test('both languages have the same words for people and imports', () => {
  for (const group of ['people', 'imports'] as const)
    expect(new Set(keysOf(en[group]))).toEqual(new Set(keysOf(ko[group])));
});
