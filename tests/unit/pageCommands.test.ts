import { expect, test } from 'vitest';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';
import { pageCommands } from '../../renderer/ui/pageCommands';
import { parseRoute } from '../../renderer/ui/route';
import { pageWords } from '../../shared/domain/pageWords';

test('every page that is found by a command has a name in both languages, and is of a job', () => {
  const names = pageCommands.map(({ text, to }) => {
    const [group = ''] = text.split('.');
    const words = (texts: object) => pageWords({ [group]: Reflect.get(texts, group) }, '')[`.${text}`];
    expect(parseRoute(`#/${to.join('/')}`)).toMatchObject({ kind: 'job', job: to[0], rest: to.slice(1) });
    return { text, korean: words(ko), english: words(en) };
  });
  expect(names.filter(({ korean, english }) => !korean || !english)).toEqual([]);
  expect(new Set(names.map(({ text }) => text)).size).toBe(names.length);
});
