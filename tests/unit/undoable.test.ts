import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import type { Shown } from '../../renderer/checkin/scanner';
import { undoableNow } from '../../renderer/checkin/undoable';
import type { Lane } from '../../shared/contract/checkin';
import { AttendeeId, EventId, ScanId } from '../../shared/contract/ids';
import type { Verdict } from '../../shared/domain/verdict';

const eventId = EventId.parse(uuidv7());
const person = (name: string) => ({
  id: AttendeeId.parse(uuidv7()),
  role: 'participant' as const,
  name,
  nameLatin: '',
  affiliation: '',
  title: '',
  team: '',
});
const [before, after] = [person('김민수'), person('이서준')];
const [early, late] = [ScanId.parse(uuidv7()), ScanId.parse(uuidv7())];
const line = (id: ScanId, whose: typeof before, takenBack = false): Lane['last'][number] => ({
  id,
  at: 0,
  door: 'A',
  source: 'keyboard',
  what: 'admitted',
  person: whose,
  takenBack,
  note: '',
});
const lane = (last: Lane['last'], undoable: Lane['undoable']): Lane => ({
  present: 1,
  presentCast: 0,
  inside: 1,
  placesLeft: null,
  expected: 2,
  lastHour: [],
  last,
  undoable,
  head: { rows: 1, hash: '' },
  disputes: [],
});
const shows = (id: ScanId, verdict: Verdict): Shown => ({
  kind: 'verdict',
  eventId,
  result: { id, at: 1, verdict },
});
const admitted = (whose: typeof before): Verdict => ({ kind: 'admitted', person: whose, firstAt: null });
const waiting = (whose: typeof before): Verdict => ({ kind: 'waiting', person: whose, theirs: null });
const list = lane([line(early, before)], { id: early, person: before });

test('an undo takes back who is shown, though the list has only who came before', () => {
  expect(undoableNow(list, shows(late, admitted(after)))).toEqual({ id: late, person: after });
  expect(undoableNow(undefined, shows(late, admitted(after)))).toEqual({ id: late, person: after });
});

test('once the list has heard of it, or where nobody is shown that came in, it goes by the list', () => {
  expect(undoableNow(list, undefined)).toEqual(list.undoable);
  expect(undoableNow(list, shows(late, waiting(after)))).toEqual(list.undoable);
  const takenBack = lane([line(late, after, true), line(early, before)], { id: early, person: before });
  expect(undoableNow(takenBack, shows(late, admitted(after)))).toEqual({ id: early, person: before });
  // Others came through this door after who is shown here still.
  const newer = lane([line(late, after)], { id: late, person: after });
  expect(undoableNow(newer, shows(early, admitted(before)))).toEqual({ id: late, person: after });
});
