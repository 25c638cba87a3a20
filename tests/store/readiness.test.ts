import { expect, test } from 'vitest';
import { markBadgesPrinted } from '../../electron/store/badgeHolders';
import { replaceBadge } from '../../electron/store/badges';
import type { ReadDb } from '../../electron/store/db';
import { openTodos } from '../../electron/store/readiness';
import type { EventId } from '../../shared/contract/ids';
import type { Todo } from '../../shared/contract/program';
import { addAttendee, makeDoor } from './door';
import { addCues, putOnStage } from './stage';

const todoOf = (db: ReadDb, id: EventId, kind: Todo['kind']) =>
  openTodos(db, { id, kind: 'graduation' }).find((todo) => todo.kind === kind);

test('a badge waits until it is printed; one that is out of use waits no more, the one in its place does', () => {
  const { db, people, eventId, codeOf } = makeDoor();
  const [minsu, seoyeon, doyun] = people;
  if (!minsu || !seoyeon || !doyun) throw new Error('three people');
  const waiting = () => todoOf(db, eventId, 'badgesNotPrinted')?.count ?? 0;
  expect(waiting()).toBe(3);
  markBadgesPrinted(db, [codeOf(minsu), codeOf(seoyeon)], 1);
  expect(waiting()).toBe(1);
  replaceBadge(db, minsu, 'lost', 2);
  expect(waiting()).toBe(2);
  replaceBadge(db, doyun, 'lost', 3);
  expect(waiting()).toBe(2);
  markBadgesPrinted(db, people.map(codeOf), 4);
  expect(waiting()).toBe(0);
});

test('who is to speak and is in no cue is named; participants and the staff are not asked for', () => {
  const { db, eventId } = makeDoor();
  const [cue] = addCues(db, eventId, [10]);
  if (!cue) throw new Error('a cue');
  const [speaker, guest] = ['speaker', 'guest', 'alumni', 'staff'].map((role) => addAttendee(db, role, role));
  expect(todoOf(db, eventId, 'speakerWithoutCue')?.names).toEqual(['alumni', 'guest', 'speaker']);
  if (!speaker || !guest) throw new Error('two people');
  putOnStage(db, cue, speaker);
  putOnStage(db, cue, guest, 2);
  expect(todoOf(db, eventId, 'speakerWithoutCue')?.names).toEqual(['alumni']);
});
