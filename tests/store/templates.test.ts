import { expect, test } from 'vitest';
import { run, runOne, type WriteDb } from '../../electron/store/db';
import {
  addTemplate,
  chooseTemplate,
  currentTemplate,
  getTemplate,
  listTemplates,
  markTemplateUsed,
  retireTemplate,
  saveTemplate,
} from '../../electron/store/templates';
import { shippedTemplates } from '../../shared/domain/shippedTemplates';
import { makeDoor } from './door';

const { completion } = shippedTemplates;
const renamed = (name: string) => ({ ...completion, name });
const store = (): WriteDb => makeDoor(['김민수']).db;

test('a program offers the shipped templates before it has stored any', () => {
  const db = store();
  expect(listTemplates(db).map(({ id, version, used }) => [id, version, used])).toEqual([
    ['completion', 1, false],
    ['honours', 1, false],
    ['project', 1, false],
  ]);
  expect(() => getTemplate(db, 'none')).toThrow('template.unknown');
});

test('an edit of an unused version changes it; of a used one makes the next, and the used one stays as it was', () => {
  const db = store();
  expect(saveTemplate(db, 'completion', renamed('하나'), 1).version).toBe(1);
  expect(saveTemplate(db, 'completion', renamed('둘'), 2).version).toBe(1);
  const used = currentTemplate(db, 'completion');
  expect(used.body.name).toBe('둘');
  markTemplateUsed(db, used, 3);
  markTemplateUsed(db, used, 4);
  expect(saveTemplate(db, 'completion', renamed('둘'), 5).version).toBe(1);
  expect(saveTemplate(db, 'completion', renamed('셋'), 6)).toMatchObject({ version: 2, used: false });
  expect(saveTemplate(db, 'completion', renamed('넷'), 7).version).toBe(2);
  expect(currentTemplate(db, 'completion')).toMatchObject({ version: 2, body: { name: '넷' } });
  const frozen = () =>
    run(db, "UPDATE certificate_template SET body = '{}' WHERE id = 'completion' AND version = 1");
  expect(frozen).toThrow(/frozen/);
  expect(() => run(db, "DELETE FROM certificate_template WHERE version = 1 AND id = 'completion'")).toThrow(
    /kept/,
  );
});

test('what was edited meanwhile is not issued under the version that was looked at', () => {
  const db = store();
  saveTemplate(db, 'completion', renamed('하나'), 1);
  const seen = currentTemplate(db, 'completion');
  saveTemplate(db, 'completion', renamed('둘'), 2);
  expect(() => markTemplateUsed(db, seen, 3)).toThrow(/changed meanwhile/);
});

test('another template can be chosen for its kind; the one in use is not put away', () => {
  const db = store();
  addTemplate(db, 'other', renamed('다른 것'), 1);
  chooseTemplate(db, 'other');
  expect(currentTemplate(db, 'completion').id).toBe('other');
  expect(() => retireTemplate(db, 'other', 2)).toThrow('template.inUse');
  retireTemplate(db, 'completion', 2);
  expect(listTemplates(db).map(({ id }) => id)).toEqual(['honours', 'project', 'other']);
  retireTemplate(db, 'completion', null);
  expect(listTemplates(db).map(({ id }) => id)).toContain('completion');
  expect(() => saveTemplate(db, 'other', shippedTemplates.project, 3)).toThrow('template.kind');
});

test('a template of before the designer is left as it is; its successor has the next version', () => {
  const db = store();
  runOne(
    db,
    "INSERT INTO certificate_template (id, version, body, created_at) VALUES ('completion', 1, '{\"layout\":1}', 0)",
  );
  expect(currentTemplate(db, 'completion')).toMatchObject({ version: 2, body: completion });
  markTemplateUsed(db, currentTemplate(db, 'completion'), 1);
  expect(currentTemplate(db, 'completion')).toMatchObject({ version: 2, used: true });
});
