import { ORPCError } from '@orpc/client';
import log from 'electron-log/node';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { get } from '../../electron/store/db';
import type { FontFiles } from '../../electron/store/fontFiles';
import { verifyJournal } from '../../electron/store/journal';
import { contract } from '../../shared/contract';
import { type Caller, callerRoles, mayCall } from '../../shared/domain/access';
import { stationRoles } from '../../shared/domain/stationAccess';
import { testFonts } from '../fonts';
import { runs } from '../runs';
import { diceFrom, inputOf, mutated } from './fuzz/inputs';
import { makeMachine } from './fuzz/machine';

let fonts: FontFiles;
beforeAll(async () => {
  // Every refusal of a right is noted there.
  log.transports.console.level = false;
  fonts = await testFonts();
});

const everyone = [
  ...callerRoles,
  ...stationRoles.map((role) => `${role}Station` as const),
  'appStation',
  'printPage',
  null,
] as const;

const procedures = Object.entries(contract).flatMap(([domain, router]) =>
  Object.entries(router).map(([name, procedure]) => ({
    domain,
    name,
    path: `${domain}.${name}`,
    schema: procedure['~orpc'].inputSchema,
  })),
);

/** What each role may write to, whatever it calls. */
const mayWrite: ReadonlyMap<Caller['role'], RegExp> = new Map([
  ['steward', /^(journal|attendance|door_count|attendee|badge|print_job|meta|history)$/],
  ['showCaller', /^(show_\w+|stage_\w+|rundown_\w+|room_screen|cue|cue_person|seat|meta)$/],
  ['mc', /^(show_message|room_screen)$/],
  ['printPage', /^$/],
  ['laneStation', /^(journal|attendance|door_count|attendee|badge|print_job|meta|history)$/],
  ['callerStation', /^(show_\w+|stage_\w+|room_screen|seat|meta)$/],
  ['mcStation', /^(show_message|room_screen)$/],
  ['timerStation', /^(show_message|room_screen)$/],
  ['lobbyStation', /^(show_message|room_screen)$/],
  ['backstageStation', /^(show_message|room_screen)$/],
  ['deskStation', /^(handover|certificate)$/],
  // Called from no station here: it is refused whatever it asks.
  ['appStation', /^$/],
  // Tries of a PIN are counted there.
  [null, /^meta$/],
]);

/** Where the program lies, how it is asked, and where in the code it failed: none of it leaves the main process. */
const leaks =
  /node_modules|\n\s+at |\.(ts|js):\d+|SQLITE_|constraint failed|no such (table|column)|SELECT .* FROM|INSERT INTO/;

const patience = 20_000;

async function answerOf(client: unknown, domain: string, name: string, input: unknown): Promise<unknown> {
  const routers = client as Record<
    string,
    Record<string, (input: unknown, options: object) => Promise<unknown>>
  >;
  const stop = new AbortController();
  const called = routers[domain]?.[name]?.(input, { signal: stop.signal });
  if (!called) throw new Error(`no procedure ${domain}.${name}`);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${domain}.${name} does not answer`)), patience);
  });
  try {
    const answer = await Promise.race([called, late]);
    if (answer !== null && typeof answer === 'object' && Symbol.asyncIterator in answer) {
      const parts = answer as unknown as AsyncIterator<unknown>;
      // Those that only tell of changes have nothing to say yet.
      if (/changes|readings/.test(name)) return 'a stream';
      return (await Promise.race([parts.next(), late])).value;
    }
    return answer;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

function shown(answer: unknown): string {
  if (!(answer instanceof ORPCError))
    return JSON.stringify(answer, (_key, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
  return JSON.stringify({ code: answer.code, message: answer.message, data: answer.data });
}

test('calls that nobody meant, by everybody: none leads to a fault, a right, or a word of what is inside', async () => {
  const machine = makeMachine(fonts);
  const { context, folder, known } = machine;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  const dice = diceFrom(Number(process.env.STAGEDOOR_SEED ?? 8));
  const lines = new Map(everyone.map((role) => [role, machine.connect(role)]));
  const faults: string[] = [];
  const outcomes = new Map<string, number>();
  const total = runs(2000, 50_000);
  for (let done = 0; done < total; done++) {
    const { domain, name, path, schema } =
      procedures[done % procedures.length] ?? procedures[0] ?? dice.one(procedures);
    const role = everyone[Math.floor(done / procedures.length) % everyone.length] ?? null;
    const line = lines.get(role);
    if (!line) throw new Error('no line');
    const meant = schema instanceof z.ZodType ? inputOf(schema, known, dice) : undefined;
    const input = dice.chance(0.5) ? mutated(meant, dice) : meant;
    const told = `${done} ${path} by ${role}`;
    let answer: unknown;
    try {
      answer = await answerOf(line.client, domain, name, input);
    } catch (error) {
      if (!(error instanceof ORPCError)) {
        // What can't be put on the line (a wrong Date, say) fails in the page.
        if (
          error instanceof RangeError ||
          error instanceof TypeError ||
          (error instanceof Error && error.name === 'DataCloneError')
        )
          continue;
        throw new Error(`${told}: ${error}`, { cause: error });
      }
      answer = error;
    }
    const reason = answer instanceof ORPCError ? (answer.data?.reason ?? answer.code) : 'answered';
    outcomes.set(reason, (outcomes.get(reason) ?? 0) + 1);
    const text = shown(answer);
    if (leaks.test(text) || text.includes(folder)) faults.push(`${told} leaks: ${text.slice(0, 300)}`);
    if (reason === 'unexpected' || reason === 'INTERNAL_SERVER_ERROR')
      faults.push(`${told} fails: ${shown(input).slice(0, 300)}`);
    if (!mayCall(role, path) && reason !== 'access.denied' && reason !== 'BAD_REQUEST')
      faults.push(`${told} is answered: ${reason}`);
    machine.settle();
    // Who did it is written down with whatever it is.
    const written = machine.touched().filter((table) => table !== 'deed' && table !== 'acting');
    const allowed = mayWrite.get(role);
    const beyond = written.filter((table) => allowed && (!allowed.test(table) || !mayCall(role, path)));
    if (beyond.length > 0) faults.push(`${told} writes to ${beyond}`);
  }
  for (const { close } of lines.values()) close();
  // What was begun and called off ends before the program is closed.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  console.log(`${total} calls:`, Object.fromEntries([...outcomes].sort((a, b) => b[1] - a[1])));
  expect(faults).toEqual([]);
  expect(unhandled).toEqual([]);
  const { db } = context.program();
  expect(verifyJournal(db).kind).toBe('whole');
  expect(get(db, 'PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  expect(db.raw.pragma('foreign_key_check')).toEqual([]);
}, 3_600_000);

test('messages that are no calls are not answered with more than an error, and the line lives on', async () => {
  const machine = makeMachine(fonts);
  const { client, port, close } = machine.connect('organizer');
  const dice = diceFrom(9);
  const parts = [
    '{',
    '}',
    '"i"',
    ':',
    '"z"',
    ',',
    '"p"',
    '{"u":"/program/time"}',
    '"/__proto__/state"',
    'null',
    '1e999',
    '\u0000',
    '[[',
  ];
  const paths = [
    '/__proto__/state',
    '/constructor',
    '/program/__proto__',
    '/program',
    '/',
    '',
    '/program/time/x',
    '/%00',
    '/program%2Ftime',
  ];
  const heard: unknown[] = [];
  port.on('message', (message: unknown) => heard.push(message));
  for (let done = 0; done < runs(500, 5000); done++) {
    const path = dice.one(paths);
    const call = JSON.stringify({
      i: String(1_000_000 + done),
      p: { u: path, b: { json: dice.one([null, {}, [], 'x']) } },
    });
    const message = dice.one<unknown>([
      Array.from({ length: dice.upTo(8) }, () => dice.one(parts)).join(''),
      call,
      call.slice(0, dice.upTo(call.length)),
      new Uint8Array(dice.upTo(50)),
      { i: 'z', p: { u: path } },
      null,
      dice.upTo(100),
    ]);
    port.postMessage(message);
  }
  expect(typeof (await answerOf(client, 'program', 'time', undefined))).toBe('number');
  expect(heard.map((message) => shown(message)).filter((text) => leaks.test(text))).toEqual([]);
  close();
}, 600_000);
