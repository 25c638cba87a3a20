import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import log from 'electron-log/node';
import { expect, test } from 'vitest';
import { withoutPeopleInLog } from '../../electron/shell/quietLog';

const names = ['김민수', 'Minsu Kim', "Pat O'Neill", 'Nguyễn'];

/** What a log with the app's hook writes for that. */
function written(...data: readonly unknown[]): string {
  const lines: string[] = [];
  const quiet = log.create({ logId: 'quiet' });
  quiet.hooks.push(withoutPeopleInLog);
  const keep = Object.assign((message: { data: unknown[] }) => lines.push(message.data.join(' ')), {
    level: 'silly' as const,
    transforms: [],
  });
  for (const name of Object.keys(quiet.transports)) quiet.transports[name] = null;
  quiet.transports.kept = keep;
  quiet.error(...data);
  return lines.join('\n');
}

async function failure(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('it should have failed');
}

test('a file that can’t be saved leaves its code and where it came from in the log, not whose it is', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-log-'));
  try {
    for (const name of names) {
      const long = path.join(folder, `SD-2024-0001 ${name} ${'가'.repeat(200)}.pdf`);
      const tooLong = await failure(() => writeFile(long, 'x'));
      const gone = await failure(() => rename(path.join(folder, `${name}.pdf`), path.join(folder, name)));
      const taken = await failure(async () => {
        await mkdir(path.join(folder, `${name} 명찰`));
        await mkdir(path.join(folder, `${name} 명찰`));
      });
      const codes = ['ENAMETOOLONG', 'ENOENT', 'EEXIST'];
      for (const [i, error] of [tooLong, gone, taken].entries()) {
        const text = written('in certificates.document', error, { cause: error, name });
        expect(text).toContain('in certificates.document');
        expect(text).toContain(codes[i]);
        for (const word of [name, ...name.split(' ').filter((part) => part.length > 2), '명찰'])
          expect(text).not.toContain(word);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a cause is told as well, and the app’s own words stay', () => {
  const error = new Error('no', { cause: new Error("SQLITE_FULL at '/home/김민수/x'") });
  expect(written('the look at backups failed', error)).toMatch(/^the look at backups failed Error: no/);
  expect(written('the look at backups failed', error)).toContain('caused by Error: SQLITE_FULL at …');
  expect(written('refused in pins.unlock: pin.wrong')).toBe('refused in pins.unlock: pin.wrong');
});
