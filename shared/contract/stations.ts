import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { stationRoles } from '../domain/stationAccess';
import { ScannedPerson, Verdict } from '../domain/verdict';
import { procedure } from './base';
import { Scan } from './checkin';
import { WalkIn } from './desk';
import { CopySeed, Heads, ListChange, Offset, SentRow } from './exchange';
import { EventId, Instant, ScanId } from './ids';

export const StationRole = z.enum(stationRoles);
/** 'app': another Stagedoor with a copy of its own; 'browser': any browser, for as long as it reaches the host. */
export const StationKind = z.enum(['app', 'browser']);

const StationId = z.uuid();
const StationName = z.string().trim().min(1).max(40);

/** A machine that was let in. */
const Station = z.object({
  id: StationId,
  name: z.string(),
  role: StationRole,
  kind: StationKind,
  connected: z.boolean(),
  /** When it was last heard of, by the machine's clock; null: not since this app started. */
  heardAt: z.number().nullable(),
});

/** What a station that keeps a copy sees of its host. Times by this machine's clock (UTC ms). */
const Link = z.object({
  /** Where the host is: address and port. */
  host: z.string(),
  name: z.string(),
  state: z.enum(['together', 'apart', 'cutOff', 'wrongHost', 'version', 'trouble']),
  /** Since when that holds. */
  since: z.number(),
  /** As of when the copy is what the host has. */
  copyAt: z.number().nullable(),
  /** Rows of this station's journal that the host does not have. */
  unsent: z.int(),
  /** When the host last heard of the other doors, as it said last. */
  doors: z.array(z.object({ name: z.string(), heardAt: z.number() })),
});

/** The stations' page: of a host, or of a station. */
export const StationsState = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('host'),
    /** This machine's addresses on its networks. */
    addresses: z.array(z.object({ name: z.string(), address: z.string() })),
    open: z
      .object({ address: z.string(), port: z.int(), url: z.string(), fingerprint: z.string() })
      .nullable(),
    code: z
      .object({
        code: z.string(),
        name: z.string(),
        role: StationRole,
        kind: StationKind,
        /** Machine's time after which it is over. */
        until: z.number(),
        /** What another Stagedoor is given: address, code and fingerprint in one text. */
        text: z.string(),
        /** The same as a QR: an SVG. */
        qr: z.string(),
      })
      .nullable(),
    stations: z.array(Station),
  }),
  Link.extend({ kind: z.literal('station') }),
]);
export type StationsState = z.infer<typeof StationsState>;

/** An entry that stands though it would have been refused, had its door known of what happened at others. */
export const EntryConflict = z.object({
  id: ScanId,
  kind: z.enum(['twice', 'full', 'revoked']),
  person: ScannedPerson,
  at: Instant,
  door: z.string(),
  before: z.object({ at: Instant, door: z.string() }).nullable(),
});

const rowsAtOnce = 500;
const changesAtOnce = 200;

/** Other machines at the same event. The last ten are what a station that keeps a copy asks its host for. */
export const stations = {
  state: procedure.output(eventIterator(StationsState)),
  /** Opens this app to the network at one of the machine's addresses, until it is closed or the program is left. */
  open: procedure.input(z.object({ address: z.union([z.ipv4(), z.ipv6()]) })).output(z.void()),
  close: procedure.output(z.void()),
  /** A code with which one machine may come in as that station: once, within two minutes. */
  makeCode: procedure
    .input(z.object({ name: StationName, role: StationRole, kind: StationKind }))
    .output(z.void()),
  dropCode: procedure.output(z.void()),
  /** Ends a station's right to connect, for good. */
  cutOff: procedure.input(z.object({ id: StationId })).output(z.void()),
  conflicts: procedure.input(z.object({ eventId: EventId })).output(eventIterator(z.array(EntryConflict))),
  /** Makes this app a station: pairs with the text that the host shows, and opens a copy of its program. */
  join: procedure.input(z.object({ text: z.string().max(500) })).output(z.void()),
  /** Leaves the host for good; what it has not got yet is refused to be left behind unless `anyway`. */
  leave: procedure.input(z.object({ anyway: z.boolean() })).output(z.void()),
  /** Writes the whole journal as a signed file into the app's folder; its name is the answer. */
  exportJournal: procedure.output(z.object({ document: z.string() })),
  /** Takes in such a file, any number of times. */
  importJournal: procedure
    .input(z.object({ file: z.string().max(255), bytes: z.instanceof(Blob) }))
    .output(z.object({ fresh: z.int(), conflicts: z.int() })),

  /** Who this is: the station's journal, its version. Answers with what a copy starts from. */
  hello: procedure.input(z.object({ device: z.uuid(), version: z.int() })).output(
    z.object({
      seed: CopySeed,
      host: z.uuid(),
      list: z.int(),
      name: z.string(),
      /** How often people were erased there: a copy that knows of fewer takes the journal anew. */
      erasures: z.int(),
    }),
  ),
  /** The host's time, for measuring; then what was measured, from that row of the station's on. */
  clock: procedure
    .input(z.object({ measured: Offset.omit({ device: true }).nullable() }))
    .output(z.object({ now: z.number() })),
  /**
   * Changes of the list after number `since`; where there are many, first people among them with a stopped badge; for a copy
   * that is new everything, some at a time, from after `after`.
   */
  list: procedure
    .input(
      z.discriminatedUnion('what', [
        z.object({ what: z.literal('events') }),
        z.object({ what: z.literal('people'), after: z.union([z.uuid(), z.literal('')]) }),
        z.object({ what: z.literal('changes'), since: z.int().min(0) }),
        z.object({ what: z.literal('stopped'), since: z.int().min(0) }),
      ]),
    )
    .output(z.object({ changes: z.array(ListChange), upTo: z.int(), more: z.boolean() })),
  /** What the station's door did to the list: guests, badges stopped and issued. */
  takeList: procedure.input(z.object({ changes: z.array(ListChange).max(changesAtOnce) })).output(z.void()),
  /** Rows of the journal that the station does not have, and what was measured of clocks. */
  rows: procedure
    .input(z.object({ heads: Heads }))
    .output(z.object({ rows: z.array(SentRow), offsets: z.array(Offset), more: z.boolean() })),
  /**
   * For a station that has no row yet: what the whole journal is called, to be fetched under that name (network/gate.ts) as a
   * database that holds nothing else, its size, and what was measured of clocks. `have`: the one that was cut off. Null where it is better asked for row by row.
   */
  wholeJournal: procedure.input(z.object({ have: z.uuid().nullable() })).output(
    z
      .object({
        id: z.uuid(),
        size: z
          .int()
          .min(1)
          .max(256 << 20),
        offsets: z.array(Offset),
      })
      .nullable(),
  ),
  takeRows: procedure
    .input(z.object({ rows: z.array(SentRow).max(rowsAtOnce) }))
    .output(z.object({ heads: Heads })),
  /** What the host would say of a scan that the station is about to let in; null: nothing against it. */
  check: procedure.input(Scan).output(Verdict.nullable()),
  /** The same of a guest whom the station is about to take in: a refusal where the event is full, or the list has them. */
  checkWalkIn: procedure.input(WalkIn.pick({ eventId: true, name: true, phone: true })).output(z.void()),
  /** Says that something changed, and when other doors were last heard of. */
  pulse: procedure.output(
    eventIterator(
      z.object({
        list: z.int(),
        rows: z.int(),
        erasures: z.int(),
        /** Which PINs are set (a mark of them): with another one, what a copy starts from is asked for again. */
        pins: z.string(),
        doors: z.array(z.object({ name: z.string(), heardAt: z.number() })),
        now: z.number(),
      }),
    ),
  ),
};
export { changesAtOnce, rowsAtOnce };
