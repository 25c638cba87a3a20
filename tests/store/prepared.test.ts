import { afterEach, expect, test, vi } from 'vitest';
import { all, get } from '../../electron/store/db';
import { makeDoor, startsAt } from './door';

afterEach(() => vi.unstubAllGlobals());

/** How many statements are prepared (first or anew) while `work` runs: better-sqlite3 builds the maker of their rows each time. */
function preparedWhile(work: () => void): number {
  const maker = vi.fn(globalThis.Function);
  vi.stubGlobal('Function', new Proxy(globalThis.Function, { apply: (_, __, texts) => maker(...texts) }));
  try {
    work();
  } finally {
    vi.unstubAllGlobals();
  }
  return maker.mock.calls.length;
}

test('a scan prepares no statement anew', () => {
  const { people, codeOf, scan } = makeDoor();
  const codes = people.slice(0, 3).map((id) => codeOf(id));
  for (const code of codes) for (const at of [startsAt, startsAt + 10_000]) scan(code, at);
  expect(
    preparedWhile(() => {
      for (const code of codes) scan(code, startsAt + 20_000);
    }),
  ).toBe(0);
});

test('neither does what joins, orders and limits by values', () => {
  const { db, eventId } = makeDoor();
  const look = (limit: number) => {
    get(db, 'SELECT 1 FROM badge b JOIN attendee a ON a.id = b.attendee_id WHERE a.role = ?', 'guest');
    all(db, 'SELECT id FROM event WHERE id = ? ORDER BY title LIMIT ? OFFSET ?', eventId, limit, 0);
  };
  expect(preparedWhile(() => look(1))).toBe(1); // which is the one that gives a row: what is counted here can be seen
  expect(preparedWhile(() => [1, 2, 3].map(look))).toBe(0);
});
