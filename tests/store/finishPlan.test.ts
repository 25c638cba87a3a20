import { expect, test } from 'vitest';
import { all } from '../../electron/store/db';
import { finishPlan } from '../../electron/store/finishPlan';
import { setMeta } from '../../electron/store/meta';
import { makeDoor } from './door';

test('the day by which a program is to be finished only reminds, from its midnight on where the last event is', () => {
  const { db } = makeDoor();
  const at = (time: string) => finishPlan({ db, now: () => Date.parse(time) });
  const people = all(db, 'SELECT * FROM attendee');
  expect(people.length).toBeGreaterThan(0);
  expect(at('2030-01-01T00:00:00Z')).toEqual({ by: null, due: false });
  setMeta(db, 'finish.by', '2025-01-31');
  expect(at('2025-01-30T14:59:59Z')).toEqual({ by: '2025-01-31', due: false });
  expect(at('2025-01-30T15:00:00Z')).toEqual({ by: '2025-01-31', due: true });
  expect(at('2026-06-01T00:00:00Z').due).toBe(true);
  expect(all(db, 'SELECT * FROM attendee')).toEqual(people);
});
