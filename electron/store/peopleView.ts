import { setImmediate } from 'node:timers/promises';
import { AttendeeId, type EventId } from '../../shared/contract/ids';
import type { ListedPerson, PersonEdit } from '../../shared/contract/roster';
import {
  type BulkChange,
  type EventStanding,
  type RosterFilter,
  SavedView,
} from '../../shared/contract/rosterView';
import { searchQuery } from '../../shared/domain/koreanSearch';
import { Refusal } from '../../shared/domain/refusal';
import { editPeople, tagsOf } from './attendeeEdit';
import { personRows } from './attendees';
import { all, type ReadDb, run, runOne, transaction, type WriteDb } from './db';
import { decisions } from './eligibility';
import type { AtEvent } from './listRows';
import { findPeople } from './peopleSearch';
import { completionRule } from './rules';

/** People that are read at once, and whose results are looked at too: a few milliseconds, so that a scan comes between. */
const [portion, judgedPortion] = [2000, 250];
/** The same of people who are changed. */
const editsAtOnce = 25;
const everybody = 200_000;

type Param = string | number;

interface Condition {
  readonly sql: string;
  readonly params: readonly Param[];
}

const answers: Readonly<Partial<Record<EventStanding, string>>> = {
  answeredYes: 'yes',
  answeredNo: 'no',
  answeredUndecided: 'undecided',
};

function standingIs(standing: EventStanding, eventId: EventId): Condition {
  const answer = answers[standing];
  return answer === undefined
    ? {
        sql: 'EXISTS (SELECT 1 FROM invitation i WHERE i.event_id = ? AND i.attendee_id = a.id AND i.status = ?)',
        params: [eventId, standing],
      }
    : {
        sql: `EXISTS (SELECT 1 FROM answer w JOIN event e ON e.code = w.event_code
          WHERE e.id = ? AND w.attendee_id = a.id AND w.answer = ?)`,
        params: [eventId, answer],
      };
}

/** What a filter asks of a person's row; who completes is asked for apart, since a rule decides that. */
function conditions(filter: RosterFilter, eventId: EventId | null): readonly Condition[] {
  const { role, present, standing, tag, track } = filter;
  const found: Condition[] = [];
  if (role === 'participants') found.push({ sql: "a.role = 'participant'", params: [] });
  else if (role === 'castOnly') found.push({ sql: "a.role <> 'participant'", params: [] });
  else if (role !== null) found.push({ sql: 'a.role = ?', params: [role] });
  if (present !== null && eventId !== null) {
    const not = present === 'presentOnly' ? '' : 'NOT ';
    found.push({
      sql: `${not}EXISTS (SELECT 1 FROM attendance t WHERE t.event_id = ? AND t.attendee_id = a.id)`,
      params: [eventId],
    });
  }
  if (standing !== null && eventId !== null) found.push(standingIs(standing, eventId));
  if (tag !== null) {
    found.push({
      sql: 'EXISTS (SELECT 1 FROM attendee_tag g WHERE g.attendee_id = a.id AND g.tag = ?)',
      params: [tag],
    });
  }
  if (track !== null) {
    found.push({
      sql: 'EXISTS (SELECT 1 FROM track_result r WHERE r.attendee_id = a.id AND r.track = ?)',
      params: [track],
    });
  }
  return found;
}

interface Named {
  readonly id: AttendeeId;
  readonly name: string;
}

/** Everybody who fits, by name and id, in portions between which other work has its turn. */
async function* portions(
  db: ReadDb,
  filter: RosterFilter,
  eventId: EventId | null,
  among: readonly AttendeeId[] | undefined,
): AsyncGenerator<readonly Named[]> {
  const asked = conditions(filter, eventId);
  const only = among ? ' AND a.id IN (SELECT value FROM json_each(?))' : '';
  const sql = `SELECT a.id, a.name FROM attendee a WHERE (a.name, a.id) > (?, ?)
    ${asked.map((each) => `AND ${each.sql}`).join(' ')}${only} ORDER BY a.name, a.id LIMIT ?`;
  const params = [...asked.flatMap((each) => each.params), ...(among ? [JSON.stringify(among)] : [])];
  const most = filter.complete === null ? portion : judgedPortion;
  let last: Named | undefined;
  for (;;) {
    const rows = all<Named>(db, sql, last?.name ?? '', last?.id ?? '', ...params, most);
    last = rows.at(-1);
    if (!last) return;
    yield rows;
    await setImmediate();
    if (!db.raw.open) throw new Refusal('program.none');
  }
}

const collator = new Intl.Collator('ko', { numeric: true });
/** Hangul syllables stand in 가나다 order in Unicode; everything else is put among them as Korean sorts it, and is rare. */
const hangul = /^[가-힣]/;

function inOrder(people: readonly Named[]): readonly Named[] {
  const korean = people.filter(({ name }) => hangul.test(name));
  const others = people
    .filter(({ name }) => !hangul.test(name))
    .toSorted((a, b) => collator.compare(a.name, b.name));
  const ordered: Named[] = [];
  let from = 0;
  for (const other of others) {
    let [low, high] = [from, korean.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (collator.compare(korean[middle]?.name ?? '', other.name) <= 0) low = middle + 1;
      else high = middle;
    }
    for (const person of korean.slice(from, low)) ordered.push(person);
    ordered.push(other);
    from = low;
  }
  return [...ordered, ...korean.slice(from)];
}

/** So many found are asked for by their ids; more are picked out of everybody. */
const fewFound = 2000;

/**
 * Who is in a list, in its order: 가나다, or the best fit of what was typed first. A list of 100,000 people is put together in
 * small steps, so that scans come between.
 */
export async function viewIds(
  db: ReadDb,
  view: { readonly text: string; readonly eventId: EventId | null; readonly filter: RosterFilter },
): Promise<readonly AttendeeId[]> {
  const { text, eventId, filter } = view;
  const query = text === '' ? undefined : searchQuery(text);
  if (text !== '' && !query) return [];
  const ranks = query && findPeople(db, query, everybody);
  const few = ranks && ranks.size <= fewFound ? [...ranks.keys()] : undefined;
  const found: Named[] = [];
  for await (const rows of portions(db, filter, eventId, few)) {
    const ranked = ranks && !few ? rows.filter(({ id }) => ranks.has(id)) : rows;
    found.push(...(filter.complete === null ? ranked : whoComplete(db, ranked, filter.complete)));
  }
  const ordered = inOrder(found).map(({ id }) => id);
  return ranks ? ordered.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)) : ordered;
}

function whoComplete(
  db: ReadDb,
  people: readonly Named[],
  complete: 'completeOnly' | 'incompleteOnly',
): readonly Named[] {
  const decided = decisions(
    db,
    completionRule,
    people.map(({ id }) => id),
  );
  return people.filter(({ id }) => decided.get(id)?.met === (complete === 'completeOnly'));
}

/** Of each of the ids what a list shows, in their order; ids of nobody are left out. */
export function listedPeople(
  db: ReadDb,
  ids: readonly AttendeeId[],
  at: AtEvent | null,
): readonly ListedPerson[] {
  const more = new Map(
    all<{ id: AttendeeId; email: string | null; attention: string }>(
      db,
      'SELECT id, email, attention FROM attendee WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    ).map((row) => [row.id, row]),
  );
  const people = new Map(personRows(db, ids, at).map((person) => [person.id, person]));
  return ids.flatMap((id) => {
    const [person, own] = [people.get(id), more.get(id)];
    return person && own
      ? [{ ...person, email: own.email ?? '', attention: own.attention, tags: tagsOf(db, id) }]
      : [];
  });
}

type Edits = readonly { readonly id: AttendeeId; readonly edit: PersonEdit }[];

/** Changes people in small steps; gives the edits that undo it. */
export async function editInSteps(db: WriteDb, edits: Edits, now: number): Promise<Edits> {
  const undo: Edits[] = [];
  for (let from = 0; from < edits.length; from += editsAtOnce) {
    undo.unshift(editPeople(db, edits.slice(from, from + editsAtOnce), now));
    await setImmediate();
    if (!db.raw.open) throw new Refusal('program.none');
  }
  return undo.flat();
}

/** What a change of many is for each of them; whom it does not change is left out. */
export function bulkEdits(db: ReadDb, ids: readonly AttendeeId[], change: BulkChange): Edits {
  const attention = new Map(
    all<{ id: AttendeeId; attention: string }>(
      db,
      'SELECT id, attention FROM attendee WHERE id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    ).map((row) => [row.id, row.attention]),
  );
  return ids.flatMap((id): Edits => {
    const before = attention.get(id);
    if (before === undefined) return [];
    const tags = tagsOf(db, id);
    const wanted = [
      ...new Set([...tags.filter((tag) => !change.removeTags.includes(tag)), ...change.addTags]),
    ];
    const edit: PersonEdit = {
      ...(wanted.length !== tags.length || wanted.some((tag) => !tags.includes(tag)) ? { tags: wanted } : {}),
      ...(change.attention !== null && change.attention !== before ? { attention: change.attention } : {}),
    };
    return Object.keys(edit).length === 0 ? [] : [{ id: AttendeeId.parse(id), edit }];
  });
}

/** The lists that somebody gave a name, by name. */
export function savedViews(db: ReadDb): readonly SavedView[] {
  return all<{ id: string; name: string; body: string }>(db, 'SELECT id, name, body FROM saved_view')
    .flatMap(({ id, name, body }) => {
      const view = SavedView.safeParse({ ...Object(JSON.parse(body)), id, name });
      return view.success ? [view.data] : [];
    })
    .toSorted((a, b) => collator.compare(a.name, b.name));
}

/** Keeps a list under its name, in place of another one of that name. */
export function saveView(db: WriteDb, { id, name, filter, columns, eventId }: SavedView): void {
  transaction(db, () => {
    const called = name.normalize('NFC');
    run(db, 'DELETE FROM saved_view WHERE name = ? OR id = ?', called, id);
    runOne(
      db,
      'INSERT INTO saved_view (id, name, body) VALUES (?, ?, ?)',
      id,
      called,
      JSON.stringify({ filter, columns, eventId }),
    );
  });
}

export function removeView(db: WriteDb, id: string): void {
  run(db, 'DELETE FROM saved_view WHERE id = ?', id);
}
