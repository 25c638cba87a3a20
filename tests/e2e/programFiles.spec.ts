import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from './app.ts';
import { newHome, root } from './desk.ts';

const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

const strangers: readonly {
  readonly what: string;
  readonly make: (file: string, sample: string) => void;
  readonly sentence: RegExp;
}[] = [
  {
    what: 'a PNG',
    make: (file) => copyFileSync(path.join(root, 'resources/icons/icon.png'), file),
    sentence: /Stagedoor 프로그램이 아닙니다.*그대로 두었습니다/,
  },
  {
    what: 'one with a cut tail',
    make: (file, sample) => {
      copyFileSync(sample, file);
      truncateSync(file, Math.floor(readFileSync(sample).length * 0.7));
    },
    sentence: /손상되었습니다.*그대로 두었습니다/,
  },
  {
    what: 'one of a future version',
    make: (file, sample) => {
      copyFileSync(sample, file);
      const db = new Database(file);
      db.pragma('journal_mode = DELETE');
      db.pragma('user_version = 9999');
      db.close();
    },
    sentence: /더 새로운 Stagedoor.*9999.*그대로 두었습니다/,
  },
  { what: 'an empty file', make: (file) => writeFileSync(file, ''), sentence: /프로그램이 아닙니다/ },
];

for (const { what, make, sentence } of strangers) {
  test(`a stranger’s file, ${what}: refused with a sentence, and not a byte of it changed`, async ({
    start,
    sample,
  }) => {
    const home = newHome();
    const file = path.join(home, 'Documents/Stagedoor/stranger.stagedoor');
    mkdirSync(path.dirname(file), { recursive: true });
    make(file, sample);
    const before = hash(file);
    const desk = await start({ home, program: file });
    const notice = desk.page.getByTestId('start-refusal');
    await expect(notice).toContainText('stranger.stagedoor');
    await expect(notice).toContainText(sentence);
    await desk.page.getByTestId('start-refusal-read').click();
    await expect(notice).toHaveCount(0);
    await desk.close();
    expect(hash(file)).toBe(before);
  });
}
