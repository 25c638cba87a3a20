import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { type AppContext, createContext, type Shell } from '../../../electron/api/context';
import { type Line, onlyCalls } from '../../../electron/api/line';
import { router } from '../../../electron/api/router';
import { createHub } from '../../../electron/hub/hub';
import { readInvitation } from '../../../electron/network/dial';
import { all, get, type WriteDb } from '../../../electron/store/db';
import type { FontFiles } from '../../../electron/store/fontFiles';
import { setMeta } from '../../../electron/store/meta';
import { asProgram } from '../../../electron/store/program';
import { closeProgramFile, openProgramFile } from '../../../electron/store/programFile';
import { readSealHeader } from '../../../electron/store/sealHeader';
import { unsealInPlace } from '../../../electron/store/workingCopy';
import type { Caller } from '../../../shared/domain/access';
import { Refusal } from '../../../shared/domain/refusal';
import { testFontFolder } from '../../fonts';
import { makeGraduation } from '../graduation';
import { addCues, putOnStage } from '../stage';
import type { Known } from './inputs';

const names = [
  '김민수',
  '이서연',
  '박도윤',
  '최하늘',
  '정우진',
  '강지우',
  '조민서',
  '윤서준',
  '장하은',
  '임도현',
];

/** A shell over a folder, without windows: what it writes, it writes; what it would ask a person, nobody answers. */
function folderShell(folder: string): Shell {
  const document = (name: string, bytes: Uint8Array) => {
    const file = path.join(folder, 'documents', path.basename(name));
    writeFileSync(file, bytes);
    return path.basename(file);
  };
  mkdirSync(path.join(folder, 'documents'), { recursive: true });
  const page = path.join(folder, 'verify.html');
  writeFileSync(page, '<script id="verifier-data" type="application/json"></script>');
  return {
    pdf: async function* () {
      yield 1;
      return new Uint8Array([37, 80, 68, 70]);
    },
    pdfs: async function* () {},
    printers: async () => [{ name: 'P', displayName: 'P', isDefault: true }],
    print: async () => {},
    queue: async () => ({ kind: 'empty' }),
    clearQueue: async () => ({ kind: 'empty' }),
    saveDocument: async (name, bytes) => document(name, bytes),
    saveFolder: async (name, files) => {
      for (const file of files) document(file.name, file.bytes);
      return path.basename(name);
    },
    showDocument: () => {},
    pickProgram: async () => undefined,
    pickNewProgram: async () => undefined,
    startReader: () => {
      throw new Error('no reader here');
    },
    stage: { open: async () => {}, close: async () => {}, state: () => ({ displays: [], windows: [] }) },
    keepAwake: () => {},
    fullScreen: () => {},
    network: {
      addresses: () => [],
      open: async () => {
        throw new Refusal('station.closed');
      },
      join: async (_context, text) => {
        readInvitation(text);
        throw new Refusal('station.unreachable');
      },
      leave: () => {
        throw new Refusal('station.notOne');
      },
      journal: { prepare: () => {}, offer: async () => null, bytes: () => undefined },
      link: () => {
        throw new Error('no copy here');
      },
    },
    hub: createHub({
      worker: path.join(folder, 'no-worker.js'),
      journalWorker: path.join(folder, 'no-worker.js'),
      addresses: path.join(folder, 'hub.json'),
      safe: { seal: (text) => text, open: (text) => text },
    }),
    sampleFolder: path.join(folder, 'no-sample'),
    programFolder: folder,
    rehearsalFolder: path.join(folder, 'rehearsal'),
    vaultFolder: path.join(folder, 'opened'),
    sealCost: 2 ** 14,
    fontFolder: testFontFolder(),
    verifyPage: page,
    backupWorker: path.join(folder, 'no-worker.js'),
    machine: () => [],
    logTail: async () => '',
    copyText: () => {},
    restart: () => {},
    pickFolder: async () => undefined,
    chosenFolder: () => undefined,
    rememberFolder: () => {},
    rememberProgram: () => {},
  };
}

/** A graduation on a machine, its contract served over message ports as the app does, to every role. */
export function makeMachine(fonts: FontFiles) {
  const { db: made, folder, people, eventId, codeOf, issueAll, scan } = makeGraduation(fonts, names);
  const cues = addCues(made, eventId, [10, 20, 30]);
  const [first] = cues;
  const [someone] = people;
  if (!first || !someone) throw new Error('an empty graduation');
  putOnStage(made, first, someone);
  issueAll();
  const entry = scan(codeOf(someone));
  setMeta(made, 'event.chosen', eventId);
  const file = path.join(folder, 'a.stagedoor');
  const asItWas = path.join(folder, 'as-it-was');
  made.raw.prepare('VACUUM INTO ?').run(asItWas);
  const context = createContext(folderShell(folder), ({ db }) => {
    if (db.raw.open) closeProgramFile(db);
  });
  context.exchange(() => asProgram(made, file));
  watchTables(made);
  const known: Known = {
    eventId: [eventId, eventId, null],
    id: [...people.slice(0, 3), entry.id, 'completion', 'course', 1],
    attendeeId: people,
    person: people,
    scanId: [entry.id],
    entryId: [entry.id],
    cueId: cues,
    cue: cues,
    code: [codeOf(someone), 'STAGEDOOR', 'x'],
    number: [1, 2, 3],
    door: ['A'],
    printer: ['P'],
    text: ['김', 'ㄱㅁ', '안내'],
    typed: ['김'],
    pin: ['4071', '0000'],
  };
  return {
    folder,
    known,
    context,
    /** The program that everything is about; opened again where a call has put another in its place. */
    settle() {
      const open = context.isOpen() ? context.program() : undefined;
      if (open?.file === file && existsSync(file)) return;
      if (open?.sealed) {
        context.close();
        unsealInPlace(file, open.sealed.key);
        rmSync(path.join(folder, 'opened'), { recursive: true, force: true });
      } else if (existsSync(file) && readSealHeader(file)) {
        // A passphrase that was set by a call that was called off, and another program opened before that had ended: nobody knows it.
        copyFileSync(asItWas, file);
      }
      context.exchange(() => asProgram(openProgramFile(file), file));
      watchTables(context.program().db);
      rmSync(path.join(folder, 'rehearsal'), { recursive: true, force: true });
    },
    touched: () => touchedTables(context.program().db),
    connect: (role: Caller['role']) => connect(context, role),
  };
}

/** Writes down, for this connection alone, which tables are written to. */
function watchTables(db: WriteDb): void {
  db.raw.exec('CREATE TEMP TABLE touched (name TEXT)');
  const tables = all<{ name: string }>(
    db,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
  );
  for (const { name } of tables) {
    for (const doing of ['INSERT', 'UPDATE', 'DELETE']) {
      db.raw.exec(
        `CREATE TEMP TRIGGER "touch_${name}_${doing}" AFTER ${doing} ON main."${name}"
         BEGIN INSERT INTO touched (name) VALUES ('${name}'); END`,
      );
    }
  }
}

/** The tables written to since the last question. */
function touchedTables(db: WriteDb): readonly string[] {
  if (!get(db, "SELECT 1 FROM temp.sqlite_master WHERE name = 'touched'")) return [];
  const names_ = all<{ name: string }>(db, 'SELECT DISTINCT name FROM temp.touched').map(({ name }) => name);
  if (names_.length > 0) db.raw.exec('DELETE FROM temp.touched');
  return names_;
}

/** A page's end of the channel, as whoever it is. */
function connect(context: AppContext, role: Caller['role']) {
  const { port1, port2 } = new MessageChannel();
  const handler = new RPCHandler(router);
  const line: Line = {
    on: (name: string, listener: (event: { readonly data: unknown }) => void) =>
      name === 'message'
        ? port2.on('message', (data) => listener({ data }))
        : port2.on('close', () => listener({ data: undefined })),
    postMessage: (message) => port2.postMessage(message),
  };
  handler.upgrade(onlyCalls(line), { context: { ...context, caller: () => ({ role, name: '' }) } });
  port1.start();
  const client: unknown = createORPCClient(new RPCLink({ port: port1 }));
  return { client, port: port1, close: () => port1.close() };
}
