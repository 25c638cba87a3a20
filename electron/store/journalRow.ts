import { hash as digest } from 'node:crypto';
import type { ScanSource } from '../../shared/contract/checkin';
import type { AttendeeId, BadgeId, EventId, ScanId } from '../../shared/contract/ids';
import type { VerdictKind } from '../../shared/domain/verdict';

/** What a row of the journal says. `detail` is JSON: the verdict's facts, without the person (frozenVerdict.ts). */
export interface JournalEntry {
  readonly id: ScanId;
  readonly at: number;
  readonly kind: 'scan' | 'undo' | 'dispute' | 'settlement';
  readonly eventId: EventId;
  readonly door: string;
  readonly source: ScanSource;
  readonly code: string;
  readonly badgeId: BadgeId | null;
  readonly attendeeId: AttendeeId | null;
  readonly verdict: VerdictKind | 'undone' | 'disputed' | 'settled';
  readonly detail: string;
  readonly undoes: ScanId | null;
  /** The entry that is in dispute, the dispute that is settled, or the scan that was overruled. */
  readonly refers: ScanId | null;
  /** Who was at the desk, where somebody said so. */
  readonly by: string;
  /** When it was written down, where that is not when it happened. */
  readonly recordedAt: number | null;
}

/** A row as it is stored: with the device that wrote it, its count there, and the chain. */
export interface JournalRow extends JournalEntry {
  readonly deviceId: string;
  readonly deviceSeq: number;
  /** Which values the hash is over: 1, as the first version of the app had it, or 2. */
  readonly form: 1 | 2;
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** What the first row of a chain follows. */
export const genesis = new Uint8Array(32);

type Values = Omit<JournalRow, 'prevHash' | 'hash'>;

/** A row's values in the order in which they are stored. */
export const valuesOf = (row: Values) =>
  [
    row.deviceId,
    row.deviceSeq,
    row.id,
    row.at,
    row.kind,
    row.eventId,
    row.door,
    row.source,
    row.code,
    row.badgeId,
    row.attendeeId,
    row.verdict,
    row.detail,
    row.undoes,
    row.refers,
    row.by,
    row.recordedAt,
    row.form,
  ] as const;

/** How many of them the hash of form 1 is over: it ends before `refers`. */
const ofForm1 = 14;

/** A row's canonical text: its values as a JSON array, in this order. */
export const textOf = (row: Values) =>
  JSON.stringify(row.form === 1 ? valuesOf(row).slice(0, ofForm1) : valuesOf(row));

/** What a canonical text of form 2 says, by the names of a row's values; whether it is a row is to be checked. Nothing where it is cut. */
export function rowOfText(text: string): Readonly<Record<string, unknown>> {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return {};
  }
  return Array.isArray(values) ? Object.fromEntries(valueNames.map((name, i) => [name, values[i]])) : {};
}

const valueNames = [
  'deviceId',
  'deviceSeq',
  'id',
  'at',
  'kind',
  'eventId',
  'door',
  'source',
  'code',
  'badgeId',
  'attendeeId',
  'verdict',
  'detail',
  'undoes',
  'refers',
  'by',
  'recordedAt',
  'form',
] as const satisfies readonly (keyof JournalRow)[];

/** SHA-256 over the hash of the row before and the row's canonical text, `text`. */
export function rowHash(row: Omit<JournalRow, 'hash'>, text = textOf(row)): Uint8Array {
  const most = row.prevHash.length + 3 * text.length;
  if (hashed.length < most) hashed = Buffer.allocUnsafe(2 * most);
  hashed.set(row.prevHash);
  const end = row.prevHash.length + hashed.write(text, row.prevHash.length);
  return digest('sha256', hashed.subarray(0, end), 'buffer');
}

/** Where what is hashed is put together: kept from row to row. */
let hashed = Buffer.allocUnsafe(4096);
