import { call } from '@orpc/server';
import { uuidv7 } from 'uuidv7';
import { beforeAll, expect, test } from 'vitest';
import { createContext, type PageJob, type QueueState, type Shell } from '../../electron/api/context';
import { router } from '../../electron/api/router';
import { run, runOne } from '../../electron/store/db';
import { openDispute } from '../../electron/store/disputes';
import type { FontFiles } from '../../electron/store/fontFiles';
import { asProgram } from '../../electron/store/program';
import { CueId } from '../../shared/contract/ids';
import type { PrintOrder } from '../../shared/domain/printOrder';
import { Refusal } from '../../shared/domain/refusal';
import { testFontFolder, testFonts } from '../fonts';
import { scanId, startsAt } from './door';
import { makeGraduation } from './graduation';

let fonts: FontFiles;
beforeAll(async () => {
  fonts = await testFonts();
});

const names = ['김하나', '김두리', '김세찬', '김네온', '김다섯', '김여섯', '김일곱', '끝'];

/** The app's router over a printer that takes every job and keeps it, or refuses. */
function makePrinter() {
  const { db, folder, people, eventId, codeOf, scan } = makeGraduation(fonts, names);
  for (const person of people) scan(codeOf(person), startsAt + people.indexOf(person));
  const jobs: PageJob[] = [];
  const machine: { queue: QueueState; refuses: boolean } = { queue: { kind: 'empty' }, refuses: false };
  const shell: Partial<Shell> = {
    fontFolder: testFontFolder(),
    printers: async () => [{ name: 'P', displayName: 'P', isDefault: true }],
    queue: async () => machine.queue,
    print: async (job) => {
      if (machine.refuses) throw new Refusal('print.failed', { printer: 'P', reason: 'x' });
      jobs.push(job);
    },
  };
  const context = createContext(shell as Shell, () => {});
  context.exchange(() => asProgram(db, `${folder}/a.stagedoor`));
  const drain = async (steps: AsyncIterable<unknown>) => {
    for await (const _ of steps);
  };
  const state = () => call(router.spool.current, undefined, { context });
  const read = (code: string) => call(router.handover.read, { code, takenBy: '' }, { context });
  const startBy = async (order: PrintOrder, reason = '') =>
    drain(
      await call(
        router.spool.start,
        {
          eventId,
          kind: 'completion',
          choice: { kind: 'present' },
          order,
          printer: 'P',
          chunkSize: 3,
          sides: 'front',
          reason,
        },
        { context },
      ),
    );
  return {
    db,
    jobs,
    machine,
    state,
    eventId,
    people,
    startBy,
    read,
    codeOf,
    scan,
    start: (reason = '') => startBy('arrival', reason),
    next: async () => {
      const run = (await state())?.id;
      if (!run) throw new Error('no run');
      return drain(await call(router.spool.next, { run }, { context }));
    },
    confirm: async (lastGood: 'all' | 'none' | number, offQueue = false) => {
      const run = (await state())?.id;
      if (!run) throw new Error('no run');
      return call(router.spool.confirm, { run, lastGood, spoilt: [], offQueue }, { context });
    },
  };
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: { data?: { reason?: string } }) => error.data?.reason,
  );

test('a run goes out chunk by chunk, and is over when the operator has seen the last one', async () => {
  const printer = makePrinter();
  await printer.start();
  expect(printer.jobs.map(({ pages }) => pages.length)).toEqual([3]);
  expect(printer.jobs[0]).toMatchObject({ widthMm: 297, heightMm: 210, duplex: false });
  await printer.confirm('all');
  await printer.next();
  await printer.confirm('none');
  await printer.next();
  expect(printer.jobs[2]).toEqual(printer.jobs[1]);
  await printer.confirm('all');
  await printer.next();
  await printer.confirm('all');
  expect(await printer.state()).toBeNull();
  expect(printer.jobs.map(({ pages }) => pages.length)).toEqual([3, 3, 3, 1]);
});

test('printed before: asks why before anything is sent, and then sends the same bytes', async () => {
  const printer = makePrinter();
  await printer.start();
  await printer.confirm('all');
  for (let left = 2; left > 0; left--) {
    await printer.next();
    await printer.confirm('all');
  }
  expect(await reasonOf(printer.start())).toBe('spool.noReason');
  await printer.start('사본');
  expect(printer.jobs[3]?.pages).toEqual(printer.jobs[0]?.pages);
});

test('while the queue has something of ours, no reading is taken; where it can’t be asked, only with the operator’s word', async () => {
  const printer = makePrinter();
  await printer.start();
  printer.machine.queue = { kind: 'busy', jobs: 1 };
  expect(await reasonOf(printer.confirm('all'))).toBe('spool.stillInQueue');
  printer.machine.queue = { kind: 'unknown' };
  expect(await reasonOf(printer.confirm('all'))).toBe('spool.queueUnknown');
  await printer.confirm('all', true);
  expect((await printer.state())?.waitingFor).toBeNull();
});

test('what the queue refused waits; what it may have taken is asked about', async () => {
  const printer = makePrinter();
  printer.machine.refuses = true;
  expect(await reasonOf(printer.start())).toBe('print.failed');
  expect((await printer.state())?.waitingFor).toBeNull();
  printer.machine.queue = { kind: 'unknown' };
  expect(await reasonOf(printer.next())).toBe('print.failed');
  expect((await printer.state())?.waitingFor).toMatchObject({ accepted: false });
});

test('in the order in which the stage calls the names, whatever they were called by', async () => {
  const { db, jobs, eventId, startBy, people } = makePrinter();
  const cue = CueId.parse(uuidv7());
  runOne(
    db,
    `INSERT INTO cue (id, event_id, position, label, kind, title, duration_ms, min_duration_ms)
     VALUES (?, ?, 1, '1', 'conferral', '수여', 60000, 60000)`,
    cue,
    eventId,
  );
  const [first, second] = people;
  if (!first || !second) throw new Error('nobody');
  // The caller took the second and then the first out of their turn.
  for (const [seq, person] of [second, first].entries()) {
    const command = JSON.stringify({ kind: 'call', cue, person });
    run(
      db,
      'INSERT INTO show_command (event_id, seq, at, command) VALUES (?, ?, 1, ?)',
      eventId,
      seq + 1,
      command,
    );
  }
  await startBy('call');
  const names = jobs[0]?.pages.map((page) => /aria-label="([^" ]+)/.exec(page)?.[1]);
  expect(names).toEqual(['김두리', '김하나', '김네온']);
});

test('somebody else came in with a badge: nothing is issued to its owner, and nothing handed over for it, until it is settled', async () => {
  const { db, jobs, people, codeOf, scan, start, read, confirm } = makePrinter();
  const [owner] = people;
  if (!owner) throw new Error('nobody');
  const borrowed = codeOf(owner);
  const second = scan(borrowed, startsAt + 60_000);
  const dispute = { id: scanId(), entryId: scanId(), scanId: second.id, door: 'A' };
  openDispute(db, dispute, startsAt + 120_000);
  await start();
  expect(jobs[0]?.pages.join('')).not.toContain('김하나');
  await confirm('all');
  expect(await read(borrowed)).toEqual({ kind: 'stopped', name: '김하나' });
  expect(await read(codeOf(owner))).toEqual({ kind: 'none', name: '김하나' });
});
