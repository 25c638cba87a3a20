import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from './app.ts';
import { AppCalls } from './appCalls.ts';
import { type Desk, documentsOf, newHome } from './desk.ts';
import { graduationNow } from './graduationNow.ts';
import { rows } from './storeReader.ts';
import { type Write, type Writes, writesOn } from './writes.ts';

const kills = process.env.STAGEDOOR_SOAK === '1' ? 200 : 10;

/** A write that was asked for, and whether the page was told that it is done. */
interface Sent {
  readonly what: string;
  readonly write: Write;
  answered: boolean;
}

const imported = 40;

/** A file with people is looked through in the window; the page's button would take them in. Gives them as a write. */
async function prepareImport({ page }: Desk, file: string, mark: string): Promise<Write> {
  const lines = Array.from(
    { length: imported },
    (_, n) => `${mark} ${n},${mark.replaceAll(' ', '-')}-${n}@example.com,participant`,
  );
  await page.evaluate(() => {
    window.location.hash = '/people/import';
  });
  await page.getByTestId('import-file').setInputFiles({
    name: `${mark}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(['name,email,role', ...lines].join('\n')),
  });
  await expect(page.getByTestId('import-commit')).toBeEnabled();
  const stored = () => rows(file, "SELECT 1 FROM attendee WHERE name LIKE ? || ' %'", mark).length;
  return { call: 'imports/commit', input: undefined, stored, whole: imported };
}

/** What is wrong with a write after the laptop died: said to be done and not stored, or stored by half. */
function wrongWith({ what, write, answered }: Sent): string | undefined {
  const stored = write.stored();
  if (stored === write.whole) return undefined;
  if (answered) return `${what}: answered, but ${stored} of ${write.whole} rows are stored`;
  if (stored === 0 || write.piecemeal) return undefined;
  return `${what}: by half, ${stored} of ${write.whole} rows are stored`;
}

/** Makes each kind of write once, with nothing that breaks: each is stored, whole. */
async function once(calls: AppCalls, { makers, settle }: Writes): Promise<void> {
  // Those with a certificate are here; of two certificates one will be revoked, the other handed over.
  for (const what of ['group', 'certificate', ...Object.keys(makers)]) {
    settle();
    const write = makers[what]?.(`쓰기 ${what}`);
    if (!write) throw new Error(`nothing to write: ${what}`);
    const answer = await calls.call(write.call, write.input);
    expect(answer.kind === 'refused' ? answer.why : 'answered', what).toBe('answered');
    expect(write.stored(), what).toBe(write.whole);
  }
}

test(`kill -9 in the middle of every kind of write, ${kills} times: what was answered is stored, nothing by half, and the app comes back`, async ({
  start,
  sample,
}) => {
  test.setTimeout(kills * 60_000);
  const home = newHome();
  // In a rehearsal nobody is erased.
  const program = path.join(home, path.basename(sample));
  graduationNow(sample, program);
  let desk = await start({ home, program });
  const file = path.join(desk.documents, path.basename(program));
  const writes = writesOn(file);
  const makers = Object.entries(writes.makers);
  const counts = new Map<string, { answered: number; cut: number }>();
  let turn = 0;
  let calls = await AppCalls.over(desk);
  await once(calls, writes);
  for (let round = 0; round < kills; round++) {
    writes.settle();
    const sent: Sent[] = [];
    let killed = false;
    const note = (what: string, write: Write): Sent => {
      const one: Sent = { what, write, answered: false };
      sent.push(one);
      return one;
    };
    const next = (): Sent => {
      for (;;) {
        const [what, make] = makers[turn % makers.length] ?? [];
        turn++;
        // No mark begins with another: whoever bears the other's is erased out of every text.
        const write = make?.(`쓰기 ${turn}번`);
        if (what !== undefined && write) return note(what, write);
      }
    };
    /** One who writes without a pause, until the laptop dies. */
    const writer = async (): Promise<void> => {
      while (!killed) {
        const one = next();
        const answer = await calls.call(one.write.call, one.write.input);
        if (answer.kind === 'answered') one.answered = true;
        else if (answer.why !== one.write.waits) throw new Error(`${one.what} is refused: ${answer.why}`);
      }
    };
    const takesIn = round % 4 === 3;
    const batch = takesIn ? note('import', await prepareImport(desk, file, `명단 ${round}`)) : undefined;
    const { page } = desk;
    const importer = async (one: Sent): Promise<void> => {
      await page.getByTestId('import-commit').click();
      await page.getByTestId('import-done').waitFor();
      one.answered = true;
    };
    const dies = new Promise<void>((resolve) => {
      setTimeout(resolve, 30 + Math.random() * (takesIn ? 1500 : 900));
    });
    const failures: unknown[] = [];
    const atWork = [writer(), writer(), writer(), ...(batch ? [importer(batch)] : [])].map((work) =>
      // What is cut off ends with an error, or never.
      work.catch((error: unknown) => {
        if (!killed) failures.push(error);
      }),
    );
    await Promise.race([dies, Promise.all(atWork)]);
    killed = true;
    await desk.kill();
    expect(failures, `round ${round}`).toEqual([]);

    // As the disk has it now, before the app sees it again.
    const lost = sent.filter(({ answered }) => answered).flatMap((one) => wrongWith(one) ?? []);
    expect(lost, `round ${round}`).toEqual([]);
    const checks = 'PRAGMA integrity_check; PRAGMA foreign_key_check;';
    expect(execFileSync('sqlite3', [file, checks], { encoding: 'utf8' })).toBe('ok\n');

    // Started with no argument: the same program and event, without a question; what was cut off is done, or was never begun.
    desk = await start({ home: desk.home });
    await expect(desk.page.getByTestId('choose-event')).toContainText('졸업식');
    await expect(desk.page.getByTestId('start-refusal')).toHaveCount(0);
    calls = await AppCalls.over(desk);
    await expect.poll(() => sent.flatMap((one) => wrongWith(one) ?? []), `round ${round}`).toEqual([]);
    for (const { what, answered } of sent) {
      const count = counts.get(what) ?? { answered: 0, cut: 0 };
      counts.set(
        what,
        answered ? { ...count, answered: count.answered + 1 } : { ...count, cut: count.cut + 1 },
      );
    }
  }
  const checked = await calls.call('door/check', { head: null });
  expect(checked).toMatchObject({ kind: 'answered', with: { result: { kind: 'whole' } } });
  const numbers = rows<{ number: number }>(file, 'SELECT number FROM certificate ORDER BY number');
  expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, i) => i + 1));
  for (const pdf of documentsOf(desk, '.pdf')) execFileSync('qpdf', ['--check', pdf]);
  process.stdout.write(
    `${[...counts].map(([what, { answered, cut }]) => `${what} ${answered}+${cut}`).join(', ')} (answered + cut off)\n`,
  );
});
