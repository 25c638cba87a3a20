import { randomUUID } from 'node:crypto';
import { rows, type StoredBadge, storedBadges } from './storeReader.ts';

/** Something that is written by one call, and how the store shows it. */
export interface Write {
  /** The call's procedure. */
  readonly call: string;
  readonly input: unknown;
  /** How many rows the store has of it. */
  readonly stored: () => number;
  /** How many it has where it was done. */
  readonly whole: number;
  /** Many people are written on, a few at a time, so that scans come between: cut off, some of them are done. */
  readonly piecemeal?: true;
  /** Why it may be refused for the moment. */
  readonly waits?: string;
}

/** Makes one; `mark` is a text that nothing else has. Undefined where there is nothing to write on just now. */
type Maker = (mark: string) => Write | undefined;

// Who is here and completes, in words of the store and with none of the app's code.
const completes = `SELECT a.id FROM attendee a JOIN attendance t ON t.attendee_id = a.id
  JOIN track_result c ON c.attendee_id = a.id AND c.track = 'course' AND c.result ->> 'done' >= c.result ->> 'of'
  JOIN track_result k ON k.attendee_id = a.id AND k.track = 'competition' AND k.result ->> 'joined' = 1
  JOIN track_result p ON p.attendee_id = a.id AND p.track = 'project' AND p.result ->> 'title' <> ''
  LEFT JOIN certificate g ON g.attendee_id = a.id AND g.revoked_at IS NULL
  WHERE g.number IS NULL ORDER BY a.email_key`;

/** What can be written on a program. */
export interface Writes {
  readonly makers: Readonly<Record<string, Maker>>;
  /** What was written until now will be looked for no more: it may be taken away again. */
  readonly settle: () => void;
}

/** Every kind of write that the door, the stage, the desk and the organizer make by a call, on that program. */
export function writesOn(file: string): Writes {
  const count = (sql: string, ...params: readonly (string | number)[]) => rows(file, sql, ...params).length;
  const ids = (sql: string) => rows<{ id: string }>(file, sql).map(({ id }) => id);
  const taken = new Set<string>();
  /** Who comes next; after the last one they come again. Entries of those who come alone may be taken back. */
  const comes = (from: readonly string[]) => from[turn++ % from.length] ?? '';
  /** The first that nothing was written on before. */
  const fresh = (kind: string, from: readonly string[]): string | undefined => {
    const one = from.find((id) => !taken.has(`${kind} ${id}`));
    taken.add(`${kind} ${one}`);
    return one;
  };
  const badges = storedBadges(file).filter(({ role }) => role === 'participant');
  const people = badges.map(({ attendeeId }) => attendeeId);
  const backwards = people.toReversed();
  const together = people.slice(200);
  const alone = people.slice(0, 200);
  const [eventId = ''] = ids("SELECT id FROM event WHERE code = 'graduation'");
  const [visit = ''] = ids("SELECT id FROM event WHERE code = 'visit-a'");
  const cues = ids('SELECT id FROM cue ORDER BY position');
  const codes = new Map(badges.map(({ attendeeId, code }: StoredBadge) => [attendeeId, code]));
  const door = 'A';
  let turn = 0;
  let lastTag = '';
  let guests: readonly { readonly id: string; readonly name: string }[] = [];
  const journal = (...all: readonly string[]) =>
    all.reduce((sum, id) => sum + count('SELECT 1 FROM journal WHERE id = ?', id), 0);
  const became = (mark: string) => count("SELECT 1 FROM history WHERE became LIKE '%' || ?", mark);

  const makers: Writes['makers'] = {
    scan: () => {
      const id = randomUUID();
      const by = { by: 'code', code: codes.get(comes(alone)) };
      const input = { id, eventId, door, source: 'keyboard', by };
      return { call: 'checkin/scan', input, stored: () => journal(id), whole: 1 };
    },
    undo: () => {
      const scanId = fresh(
        'undo',
        ids("SELECT id FROM journal WHERE verdict = 'admitted' AND source = 'keyboard' ORDER BY at"),
      );
      if (scanId === undefined) return;
      const id = randomUUID();
      return { call: 'checkin/undo', input: { id, scanId, door }, stored: () => journal(id), whole: 1 };
    },
    walkIn: (mark) => {
      const id = randomUUID();
      const phone = `010${String(taken.size + 10_000_000)}`;
      taken.add(phone);
      const input = { id, eventId, door, name: mark, affiliation: '한빛대학교', phone };
      const made = () =>
        count('SELECT 1 FROM attendee a JOIN badge b ON b.attendee_id = a.id WHERE a.name = ?', mark);
      return { call: 'desk/walkIn', input, stored: () => journal(id) + made(), whole: 2 };
    },
    group: () => {
      const members = Array.from({ length: 20 }, () => ({ id: randomUUID(), attendeeId: comes(together) }));
      const stored = () => journal(...members.map(({ id }) => id));
      const input = { eventId, door, people: members };
      return { call: 'desk/admitGroup', input, stored, whole: members.length, piecemeal: true };
    },
    badge: () => {
      const attendeeId = fresh('badge', backwards);
      if (attendeeId === undefined) return;
      const stored = () =>
        count('SELECT 1 FROM badge WHERE attendee_id = ?', attendeeId) -
        count('SELECT 1 FROM badge WHERE attendee_id = ? AND revoked_at IS NULL', attendeeId);
      return { call: 'checkin/revokeBadge', input: { attendeeId, reason: 'lost' }, stored, whole: 1 };
    },
    person: (mark) => {
      const id = fresh('person', people);
      if (id === undefined) return;
      const input = { edits: [{ id, edit: { affiliation: mark } }] };
      return { call: 'roster/edit', input, stored: () => became(mark), whole: 1 };
    },
    tags: (mark) => {
      const some = backwards.slice(0, 60);
      const change = { addTags: [mark], removeTags: lastTag === '' ? [] : [lastTag], attention: null };
      lastTag = mark;
      const stored = () => count("SELECT 1 FROM history WHERE field = 'tag' AND became = ?", mark);
      const input = { ids: some, change };
      return { call: 'roster/editMany', input, stored, whole: some.length, piecemeal: true };
    },
    invitation: () => {
      const id = fresh('invitation', backwards);
      if (id === undefined) return;
      const before = count("SELECT 1 FROM history WHERE attendee_id = ? AND field LIKE 'invitation:%'", id);
      const was = rows<{ status: string }>(
        file,
        'SELECT status FROM invitation WHERE event_id = ? AND attendee_id = ?',
        visit,
        id,
      );
      const status = was[0]?.status === 'declined' ? 'confirmed' : 'declined';
      const input = { eventId: visit, changes: [{ id, status }], moveUp: 'nobody' };
      const stored = () =>
        count("SELECT 1 FROM history WHERE attendee_id = ? AND field LIKE 'invitation:%'", id) - before;
      return { call: 'events/setInvitations', input, stored, whole: 1 };
    },
    event: (mark) => {
      const event = {
        code: '',
        kind: 'tech_talk',
        title: mark,
        titleEn: '',
        doorsAt: null,
        startsAt: 1_730_000_000_000,
        endsAt: 1_730_003_600_000,
        zone: 'Asia/Seoul',
        venue: '',
        capacity: null,
        admission: 'everyone',
        admits: [],
        entry: 'once',
      };
      const stored = () => count('SELECT 1 FROM event WHERE title = ?', mark);
      return { call: 'events/put', input: { id: null, event }, stored, whole: 1 };
    },
    command: () => {
      const byMs = taken.size + 1;
      taken.add(`command ${byMs}`);
      const command = { kind: 'stretch', cue: cues.at(-1), byMs };
      const stored = () => count("SELECT 1 FROM show_command WHERE command ->> 'byMs' = ?", byMs);
      return { call: 'rundown/give', input: { eventId, command }, stored, whole: 1 };
    },
    cue: (mark) => {
      const changes = [{ cue: cues[0], set: { notes: mark }, was: {} }];
      const stored = () => count("SELECT 1 FROM rundown_edit WHERE steps LIKE '%' || ? || '%'", `"${mark}"`);
      const input = { eventId, what: 'change', steps: [{ kind: 'change', changes }] };
      return { call: 'rundownEditor/edit', input, stored, whole: 1 };
    },
    message: (mark) => {
      const stored = () => count('SELECT 1 FROM show_message WHERE text = ?', mark);
      return {
        call: 'rundown/say',
        input: { eventId, text: mark, to: 'mc', blink: false },
        stored,
        whole: 1,
      };
    },
    seats: (mark) => {
      const some = badges.slice(0, 20);
      const text = some.map(({ email }) => `${email}\t${mark}`).join('\n');
      // They take the place of those before; a later plan may have taken theirs.
      const number = "CAST(replace(seat, '쓰기 ', '') AS INTEGER)";
      const stored = () =>
        count(`SELECT 1 FROM seat WHERE ${number} >= ?`, Number.parseInt(mark.slice(3), 10) || 0);
      return { call: 'rundown/seats', input: { eventId, text }, stored, whole: some.length };
    },
    certificate: () => {
      const attendeeId = fresh(
        'certificate',
        ids(completes).filter((id) => together.includes(id)),
      );
      if (attendeeId === undefined) return;
      const choice = { kind: 'one', attendeeId };
      const input = { eventId, kind: 'completion', choice, order: 'name', files: 'one', language: 'ko' };
      const stored = () => count('SELECT 1 FROM certificate WHERE attendee_id = ?', attendeeId);
      return { call: 'certificates/makePdf', input, stored, whole: 1 };
    },
    revocation: (mark) => {
      const issued = ids('SELECT number AS id FROM certificate WHERE revoked_at IS NULL ORDER BY number');
      const number = fresh('certificate number', issued);
      if (number === undefined) return;
      const stored = () => count('SELECT 1 FROM certificate WHERE revoked_reason = ?', mark);
      return { call: 'register/revoke', input: { number, reason: mark }, stored, whole: 1 };
    },
    handover: (mark) => {
      const issued = ids('SELECT number AS id FROM certificate WHERE revoked_at IS NULL ORDER BY number');
      const number = fresh('certificate number', issued.toReversed());
      if (number === undefined) return;
      const stored = () => count('SELECT 1 FROM handover WHERE taken_by = ?', mark);
      return { call: 'handover/give', input: { number, takenBy: mark }, stored, whole: 1 };
    },
    decision: (mark) => {
      const attendeeId = fresh('decision', backwards);
      if (attendeeId === undefined) return;
      const decided = { met: false, reason: mark, by: '운영팀' };
      const input = { ruleId: 'top', attendeeId, decided };
      return { call: 'rules/override', input, stored: () => became(mark), whole: 1 };
    },
    template: (mark) => {
      const [one] = rows<{ body: string }>(
        file,
        "SELECT json_set(body, '$.name', ?) AS body FROM certificate_template WHERE body ->> 'format' = 2",
        mark,
      );
      if (!one) return;
      const body: unknown = JSON.parse(one.body);
      const stored = () => count("SELECT 1 FROM certificate_template WHERE body ->> 'name' = ?", mark);
      return { call: 'templates/add', input: { body }, stored, whole: 1 };
    },
    erasure: () => {
      const id = fresh(
        'erasure',
        guests.map((guest) => guest.id),
      );
      const guest = guests.find((one) => one.id === id);
      if (!guest) return;
      const stored = () => 1 - count('SELECT 1 FROM attendee WHERE name = ?', guest.name);
      const input = { id: guest.id, typed: guest.name };
      return { call: 'privacy/erase', input, stored, whole: 1, waits: 'import.running' };
    },
  };
  const settle = () => {
    guests = rows(
      file,
      "SELECT id, name FROM attendee WHERE email_key IS NULL AND name LIKE '쓰기%' ORDER BY created_at",
    );
  };
  return { makers, settle };
}
