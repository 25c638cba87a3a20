import i18next from 'i18next';
import { describe, expect, test } from 'vitest';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import { importFields } from '../../shared/domain/importColumns';
import { refusalReasons } from '../../shared/domain/refusal';

const params = {
  file: '명단.csv',
  line: 7,
  column: '이메일',
  value: 'x',
  first: 2,
  cells: 3,
  columns: 4,
  field: 'email',
  megabytes: 20,
};

function keysOf(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
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
      expect(sentence).toContain('명단.csv');
      expect(sentence).not.toMatch(/refusal\.|\{\{|\$t/);
      expect(sentence.match(/[.!]/g)?.length, 'what is wrong, and what to do').toBeGreaterThanOrEqual(2);
      const whole = ['import.empty', 'import.encoding', 'import.noEvent', 'import.tooLarge'];
      if (!whole.includes(reason)) expect(sentence).toContain('7');
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
  for (const group of ['people', 'imports'] as const) expect(keysOf(en[group])).toEqual(keysOf(ko[group]));
});
