import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { CopiedPerson, Offset, SentRow } from '../../shared/contract/exchange';
import { Refusal } from '../../shared/domain/refusal';
import { allOffsets } from './clockOffsets';
import type { ReadDb, WriteDb } from './db';
import { receiveRows, rowsBeyond } from './journalMerge';
import { peopleOfDoors } from './listChanges';
import { takeFromDoor } from './listCopy';
import { requireMeta, requireSecret } from './meta';

/**
 * A journal on its way by hand. Lines of JSON: a head that names the program, what was measured of clocks, each person whom a
 * door added or whose badges it changed, each row, and last the signature: HMAC-SHA-256 over every byte before its line, by a
 * key that the program's badge key gives (HKDF, info 'stagedoor journal file'). Whoever has a copy of the program can sign.
 */
const Head = z.strictObject({ stagedoor: z.literal('journal'), version: z.literal(1), program: z.uuid() });
const Line = z.union([
  z.strictObject({ row: SentRow }),
  z.strictObject({ offset: Offset }),
  z.strictObject({ person: CopiedPerson }),
]);
const End = z.strictObject({ signature: z.base64() });

function signer(db: ReadDb) {
  const key = hkdfSync('sha256', requireSecret(db, 'badge'), '', 'stagedoor journal file', 32);
  return createHmac('sha256', Buffer.from(key));
}

const page = 1000;
/** So much is read or written at once: a few milliseconds' work. */
const linesAtOnce = 200;
const peopleAtOnce = 200;
const rowsAtOnce = 200;

/** The whole journal as a signed file's text. */
export function writeJournalFile(db: ReadDb): string {
  const lines = [
    JSON.stringify({ stagedoor: 'journal', version: 1, program: requireMeta(db, 'program.id') }),
  ];
  for (const offset of allOffsets(db)) lines.push(JSON.stringify({ offset }));
  for (const person of peopleOfDoors(db)) lines.push(JSON.stringify({ person }));
  const heads: Record<string, number> = {};
  for (;;) {
    const rows = rowsBeyond(db, heads, page);
    if (rows.length === 0) break;
    for (const row of rows) {
      lines.push(JSON.stringify({ row }));
      heads[row.deviceId] = row.deviceSeq;
    }
  }
  const text = `${lines.join('\n')}\n`;
  return `${text}${JSON.stringify({ signature: signer(db).update(text, 'utf8').digest('base64') })}\n`;
}

type Lines = readonly z.infer<typeof Line>[];

/**
 * Takes in such a file, any number of times, in steps between which a scan at the door has its turn. A Refusal that says what is
 * wrong: nothing is stored of a file that is not whole or not this program's. Each step is whole; one that was cut short by the
 * end of the app, or by a device that went on otherwise than is known here, is gone on with when the file comes again. Gives how
 * many rows were new.
 */
export async function readJournalFile(db: WriteDb, file: string, text: string): Promise<number> {
  const lines = await readLines(db, file, text);
  await pause(db);
  const people = lines.flatMap((line) => ('person' in line ? [line.person] : []));
  for (let i = 0; i < people.length; i += peopleAtOnce) {
    takeFromDoor(db, people.slice(i, i + peopleAtOnce));
    await pause(db);
  }
  const offsets = lines.flatMap((line) => ('offset' in line ? [line.offset] : []));
  let fresh = receiveRows(db, [], offsets);
  const rows = lines.flatMap((line) => ('row' in line ? [line.row] : []));
  for (let i = 0; i < rows.length; i += rowsAtOnce) {
    fresh += receiveRows(db, rows.slice(i, i + rowsAtOnce));
    await pause(db);
  }
  return fresh;
}

/** What waits has its turn; the program may be another one then. */
async function pause(db: ReadDb): Promise<void> {
  await turn();
  if (!db.raw.open) throw new Refusal('program.none');
}

async function readLines(db: ReadDb, file: string, text: string): Promise<Lines> {
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  const signature = parse(End, text.slice(end));
  const body = text.slice(0, end);
  const head = parse(Head, body.slice(0, Math.max(0, body.indexOf('\n'))));
  if (!signature || !head) throw new Refusal('journal.fileDamaged', { file });
  const own = signer(db).update(body, 'utf8').digest();
  const theirs = Buffer.from(signature.signature, 'base64');
  if (
    head.program !== requireMeta(db, 'program.id') ||
    theirs.length !== own.length ||
    !timingSafeEqual(theirs, own)
  ) {
    throw new Refusal('journal.notOurs', { file });
  }
  const lines: z.infer<typeof Line>[] = [];
  for (const line of body.split('\n').slice(1, -1)) {
    const parsed = parse(Line, line);
    if (!parsed) throw new Refusal('journal.fileDamaged', { file });
    if (lines.push(parsed) % linesAtOnce === 0) await pause(db);
  }
  return lines;
}

function parse<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
