import log from 'electron-log/node';
import { z } from 'zod';
import { ListChange, Offset, SentRow } from '../../shared/contract/exchange';
import { changesAtOnce } from '../../shared/contract/stations';
import type { AppContext } from '../api/context';
import type { OwnClock } from '../api/ownClock';
import { type JournalTaking, rowsByHeads, takeJournal } from '../network/wholeJournal';
import { allOffsets, offsetToNote } from '../store/clockOffsets';
import { get, nativeBinding, transaction } from '../store/db';
import { deviceOf, journalHead } from '../store/journal';
import { journalHeads, receiveRows } from '../store/journalMerge';
import { createSql } from '../store/journalSql';
import { type RowText, rowTextsBeyond } from '../store/journalTexts';
import {
  changesSince,
  forgetChanges,
  listNumber,
  stoppedSince,
  wholeEvents,
  wholePeople,
} from '../store/listChanges';
import { takeFromDoor, takeList } from '../store/listCopy';
import { copySeed } from '../store/stationCopy';
import { type HubRecord, readHub, writeHub } from './record';
import type { HubAsks, SentPart, SentUnit } from './words';

/** So many rows are one part there, and are taken in at once where somebody is judged: a scan waits for no more than that. */
const rowsAPart = 500;
const partsAtOnce = 4;

/** What a branch gives up to the main host's list: by the same rules as a station's door does. */
const Changes = z.array(ListChange);
const Rows = z.array(SentRow);
const Offsets = z.array(Offset);

/**
 * The store's answers to the hub's thread, some rows at a time. `clock`: the program's, which is measured by the main host's;
 * `journalWorker`: network/journalWorker.ts, built.
 */
export function answersOf(
  context: AppContext,
  clock: OwnClock,
  journalWorker: string,
): HubAsks & { stop(): void } {
  const program = context.program();
  const { db } = program;
  let taking: JournalTaking | undefined;
  let look = clock.look();
  const record = (): HubRecord => {
    const found = readHub(db);
    if (!found) throw new Error('the program has no hub');
    return found;
  };
  return {
    own() {
      look = clock.look();
      return {
        shift: program.now() - Date.now(),
        heads: journalHeads(db),
        list: record().list,
        offsets: allOffsets(db),
        fresh: record().copyAt === null && journalHead(db).rows === 0,
        seed: record().role === 'main' ? JSON.stringify(copySeed(db)) : null,
      };
    },
    changes(since) {
      const { changes, upTo } = changesSince(db, since, changesAtOnce, 'toDoor');
      return { units: changes.map(asUnit), upTo, more: changes.length === changesAtOnce };
    },
    stopped(since) {
      const { changes, upTo } = stoppedSince(db, since, changesAtOnce);
      return { units: changes.map(asUnit), upTo, more: changes.length === changesAtOnce };
    },
    whole(after) {
      const upTo = listNumber(db);
      if (after === null) return { units: wholeEvents(db).map(asUnit), upTo, next: '' };
      const units = wholePeople(db, after, changesAtOnce).map(asUnit);
      return { units, upTo, next: units.at(-1)?.id ?? null };
    },
    takeUnits(texts, upTo) {
      const changes = Changes.parse(texts.map((text) => JSON.parse(text)));
      transaction(db, () => {
        takeList(db, changes);
        writeHub(db, { ...record(), list: upTo });
      });
      context.changed('roster', 'events', 'badges');
    },
    proposals() {
      const { changes, upTo } = changesSince(db, 0, changesAtOnce, 'toHost');
      return { units: changes.filter(({ unit }) => unit === 'person').map(asUnit), upTo };
    },
    proposalsTaken: (upTo) => forgetChanges(db, upTo),
    takeProposals(texts) {
      takeFromDoor(db, Changes.parse(texts.map((text) => JSON.parse(text))));
      context.changed('roster', 'badges');
    },
    rowsBeyond: (heads) => parts(rowTextsBeyond(db, heads, rowsAPart * partsAtOnce)),
    takeRows(texts) {
      const rows = texts.flatMap((text) => Rows.parse(JSON.parse(text)));
      if (receiveRows(db, rows) > 0) context.changed('checkin');
    },
    awaitJournal() {
      if (rowsByHeads(db) > 0) return null;
      taking ??= takeJournal(db, journalWorker);
      const offsets = allOffsets(db).filter(({ device }) => device !== deviceOf(db));
      return {
        create: get<{ sql: string }>(db, createSql('main'))?.sql ?? '',
        offsets,
        nativeBinding: nativeBinding().nativeBinding,
      };
    },
    async takeJournal(bytes) {
      let why: string | undefined;
      if (bytes === null) taking?.stop();
      else {
        taking?.give(bytes);
        why = await taking?.finish(() => context.changed('checkin'));
      }
      taking = undefined;
      if (why !== undefined) log.warn(`the journal in the hub is not taken whole: ${why}`);
    },
    stop: () => taking?.stop(),
    takeOffsets(text) {
      receiveRows(db, [], Offsets.parse(JSON.parse(text)));
      context.changed('checkin');
    },
    clock(offset, roundTrip) {
      if (!clock.holds(look)) return;
      const device = deviceOf(db);
      const noted = offsetToNote(db, device, look.since, { offset: Math.round(offset), roundTrip });
      clock.measured(look);
      if (!noted) return;
      receiveRows(db, [], [{ device, ...noted }]);
      context.changed('checkin');
    },
  };
}

function asUnit(change: ListChange): SentUnit {
  const kind = change.unit === 'gone' ? change.of : change.unit;
  return { kind, id: change.id, text: JSON.stringify(change) };
}

/** Rows in order of device and count, as parts of one device each. */
function parts(rows: readonly RowText[]): readonly SentPart[] {
  const made: SentPart[] = [];
  let part: RowText[] = [];
  const end = () => {
    const [first] = part;
    const last = part.at(-1);
    if (!first || !last) return;
    const text = `[${part.map((row) => row.text).join(',')}]`;
    made.push({ device: first.device, first: first.seq, last: last.seq, text });
    part = [];
  };
  for (const row of rows) {
    if (part.length === rowsAPart || (part[0] && part[0].device !== row.device)) end();
    part.push(row);
  }
  end();
  return made;
}
