import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import { refusalReasons } from '../../shared/domain/refusal';

/** Every text by its whole key; plural forms (English has two, Korean one) count as one key. */
function texts(node: object, prefix = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(node)) {
    const key = `${prefix}${name}`;
    if (typeof value === 'string') found.set(key.replace(/_(one|other)$/, ''), value);
    else for (const [inner, text] of texts(value, `${key}.`)) found.set(inner, text);
  }
  return found;
}

const placeholders = (text: string | undefined) => [...new Set(text?.match(/\{\{\w+\}\}/g))].sort();

test('both languages have the same texts, none empty', () => {
  const [korean, english] = [texts(ko), texts(en)];
  expect([...english.keys()].sort()).toEqual([...korean.keys()].sort());
  expect([...korean, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('a text says the same things in both languages', () => {
  const english = texts(en);
  const differing = [...texts(ko)].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(english.get(key)).join(),
  );
  expect(differing.map(([key]) => key)).toEqual([]);
});

test('every refusal has its sentence', () => {
  const sentences = texts(ko.refusal);
  expect(refusalReasons.filter((reason) => !sentences.has(reason))).toEqual([]);
});

test('every text that a page asks for by its whole name is there', () => {
  const has = texts(ko);
  const root = path.join(import.meta.dirname, '../../renderer');
  const asked = globSync('**/*.{ts,tsx}', { cwd: root }).flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map(
      ([, key]) => `${key} (${file})`,
    ),
  );
  expect(asked.length).toBeGreaterThan(500);
  expect(asked.filter((one) => !has.has(one.split(' ')[0] ?? ''))).toEqual([]);
});
