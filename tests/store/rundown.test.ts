import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { dropLastCommand, readRundown, recordCommand } from '../../electron/store/rundown';
import { refusalOfCommand } from '../../shared/domain/rundown';
import type { ShowCommand } from '../../shared/domain/show';
import { addEvent, makeDoor, startsAt } from './door';
import { addCues, putOnStage } from './stage';

const minute = 60_000;

it('gives the cues in their order, with their people and whether each is here', () => {
  const { db, eventId, people, codeOf, scan } = makeDoor();
  const [first, second] = addCues(db, eventId, [10, 20, 30]);
  const [minsu, seoyeon] = people;
  if (!first || !second || !minsu || !seoyeon) throw new Error('the door has three people');
  putOnStage(db, second, seoyeon, 1);
  putOnStage(db, second, minsu, 2);
  scan(codeOf(minsu));
  const { cues, startsAt: start } = readRundown(db, eventId);
  expect(start).toBe(startsAt);
  expect(cues.map((cue) => [cue.label, cue.title, cue.durationMs / minute])).toEqual([
    ['1', '순서 1', 10],
    ['2', '순서 2', 20],
    ['3', '순서 3', 30],
  ]);
  expect(cues.map((cue) => cue.people.map(({ name, present }) => [name, present]))).toEqual([
    [],
    [
      ['이서연', false],
      ['김민수', true],
    ],
    [],
  ]);
});

it('a person who came to another event is not here', () => {
  const { db, eventId, people, codeOf, scan } = makeDoor();
  const [person] = people;
  const other = addEvent(db, { title: '밋업' });
  const [cue] = addCues(db, other, [10]);
  if (!person || !cue) throw new Error('the door has people');
  putOnStage(db, cue, person);
  scan(codeOf(person), startsAt, { eventId });
  expect(readRundown(db, other).cues[0]?.people[0]?.present).toBe(false);
});

it('the show is where it was after the file was closed and opened again', () => {
  const { db, folder, eventId } = makeDoor();
  addCues(db, eventId, [10, 20]);
  recordCommand(db, eventId, { kind: 'start' }, startsAt);
  const version = recordCommand(db, eventId, { kind: 'next' }, startsAt + 9 * minute);
  const before = readRundown(db, eventId);
  closeProgramFile(db);
  const again = openProgramFile(path.join(folder, 'a.stagedoor'));
  expect(readRundown(again, eventId)).toEqual(before);
  expect(before.version).toBe(version);
  expect(before.commands).toEqual([
    { at: startsAt, command: { kind: 'start' } },
    { at: startsAt + 9 * minute, command: { kind: 'next' } },
  ]);
  closeProgramFile(again);
});

it('refuses what makes no sense, and writes nothing', () => {
  const { db, eventId } = makeDoor();
  const give = (kind: ShowCommand['kind']) => () => recordCommand(db, eventId, { kind }, startsAt);
  expect(give('start')).toThrow('rundown.empty');
  addCues(db, eventId, [10]);
  expect(give('next')).toThrow('rundown.notRunning');
  expect(() => dropLastCommand(db, eventId)).toThrow('rundown.nothingToUndo');
  give('start')();
  expect(give('start')).toThrow('rundown.alreadyStarted');
  expect(give('back')).toThrow('rundown.atFirst');
  give('next')();
  expect(give('next')).toThrow('rundown.notRunning');
  expect(readRundown(db, eventId)).toMatchObject({
    version: 2,
    commands: [{ command: { kind: 'start' } }, { command: { kind: 'next' } }],
  });
});

it('one event’s show knows nothing of another’s', () => {
  const { db, eventId } = makeDoor();
  const other = addEvent(db, { title: '밋업' });
  addCues(db, eventId, [10]);
  addCues(db, other, [10]);
  recordCommand(db, eventId, { kind: 'start' }, startsAt);
  expect(readRundown(db, other)).toMatchObject({ version: 0, commands: [] });
  expect(() => dropLastCommand(db, other)).toThrow('rundown.nothingToUndo');
});

it('n undos after n commands: as if they had never been given, under a version that only grows', () => {
  const { db, eventId } = makeDoor();
  const lengths = [10, 10, 10, 10];
  addCues(db, eventId, lengths);
  const steps = fc.array(fc.constantFrom('start', 'next', 'back', 'undo'), { maxLength: 25 });
  fc.assert(
    fc.property(steps, (given) => {
      const before = readRundown(db, eventId);
      const model = [...before.commands];
      let { version } = before;
      let time = startsAt;
      for (const kind of given) {
        time += minute;
        if (kind === 'undo') {
          if (model.length === before.commands.length) continue;
          model.pop();
          version = dropLastCommand(db, eventId);
        } else {
          if (refusalOfCommand(lengths.length, model, { kind })) continue;
          model.push({ at: time, command: { kind } });
          version = recordCommand(db, eventId, { kind }, time);
        }
        expect(readRundown(db, eventId)).toMatchObject({ commands: model, version });
      }
      expect(version).toBeGreaterThanOrEqual(before.version);
      while (model.length > before.commands.length) {
        model.pop();
        dropLastCommand(db, eventId);
      }
      expect(readRundown(db, eventId).commands).toEqual(before.commands);
    }),
    { numRuns: 40 },
  );
});
