import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forgetDueNames, readNames, takeSeats } from '../../electron/store/callNames';
import { run } from '../../electron/store/db';
import {
  acknowledgeMessage,
  addMessage,
  recentMessages,
  withdrawMessage,
} from '../../electron/store/messages';
import { closeProgramFile, openProgramFile } from '../../electron/store/programFile';
import { setOverride } from '../../electron/store/rules';
import {
  dropLastCommand,
  giveAgain,
  readCues,
  readRundown,
  recordCommand,
  showRuns,
} from '../../electron/store/rundown';
import { resolveCommand } from '../../shared/domain/rundown';
import type { ShowCommand } from '../../shared/domain/show';
import { runs } from '../runs';
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
  const { cues, startsAt: start } = readRundown(db, eventId, startsAt);
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
  expect(readRundown(db, other, startsAt).cues[0]?.people[0]?.present).toBe(false);
});

it('the show is where it was after the file was closed and opened again', () => {
  const { db, folder, eventId } = makeDoor();
  const [first, second] = addCues(db, eventId, [10, 20]);
  recordCommand(db, eventId, { kind: 'start' }, startsAt);
  const version = recordCommand(db, eventId, { kind: 'next' }, startsAt + 9 * minute);
  const before = readRundown(db, eventId, startsAt);
  closeProgramFile(db);
  const again = openProgramFile(path.join(folder, 'a.stagedoor'));
  expect(readRundown(again, eventId, startsAt)).toEqual(before);
  expect(before.version).toBe(version);
  expect(before.commands).toEqual([
    { at: startsAt, command: { kind: 'start', cue: first } },
    { at: startsAt + 9 * minute, command: { kind: 'next', cue: second } },
  ]);
  closeProgramFile(again);
});

it('refuses what makes no sense, and writes nothing', () => {
  const { db, eventId } = makeDoor();
  const give = (kind: 'start' | 'next' | 'back') => () => recordCommand(db, eventId, { kind }, startsAt);
  expect(give('start')).toThrow('rundown.empty');
  addCues(db, eventId, [10]);
  expect(give('next')).toThrow('rundown.notRunning');
  expect(() => dropLastCommand(db, eventId)).toThrow('rundown.nothingToUndo');
  give('start')();
  expect(give('start')).toThrow('rundown.alreadyStarted');
  expect(give('back')).toThrow('rundown.atFirst');
  give('next')();
  expect(give('next')).toThrow('rundown.notRunning');
  expect(readRundown(db, eventId, startsAt)).toMatchObject({
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
  expect(readRundown(db, other, startsAt)).toMatchObject({ version: 0, commands: [] });
  expect(() => dropLastCommand(db, other)).toThrow('rundown.nothingToUndo');
});

it('n undos after n commands: as if they had never been given; n redos: as if nothing had been taken back', () => {
  const { db, eventId } = makeDoor();
  const ids = addCues(db, eventId, [10, 10, 10, 10]);
  const anyCue = fc.constantFrom(...ids);
  const anyCommand: fc.Arbitrary<ShowCommand> = fc.oneof(
    fc.constantFrom<ShowCommand>(
      { kind: 'start' },
      { kind: 'next' },
      { kind: 'next' },
      { kind: 'back' },
      { kind: 'hold' },
      { kind: 'goOn' },
      { kind: 'end' },
    ),
    fc
      .tuple(fc.constantFrom('jump' as const, 'skip' as const, 'unskip' as const), anyCue)
      .map(([kind, cue]): ShowCommand => ({ kind, cue })),
    fc
      .tuple(anyCue, fc.constantFrom(-60_000, 60_000))
      .map(([cue, byMs]): ShowCommand => ({ kind: 'stretch', cue, byMs })),
    fc.tuple(anyCue, fc.option(anyCue)).map(([cue, before]): ShowCommand => ({ kind: 'move', cue, before })),
  );
  // What is undone is told by the rows; that they outlive a power cut is shown elsewhere.
  db.raw.pragma('synchronous = OFF');
  const read = () => readRundown(db, eventId, startsAt);
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 12 }), (given) => {
      const before = read();
      let { version } = before;
      let time = startsAt;
      let count = 0;
      for (const command of given) {
        time += minute;
        const { commands } = read();
        if (resolveCommand(readCues(db, eventId, startsAt), commands, command, time).refused) {
          expect(() => recordCommand(db, eventId, command, time)).toThrow('rundown.');
          continue;
        }
        expect(recordCommand(db, eventId, command, time)).toBe(++version);
        count++;
      }
      const after = read();
      for (let i = 0; i < count; i++) expect(dropLastCommand(db, eventId)).toBe(++version);
      expect(read().commands).toEqual(before.commands);
      expect(read().undone).toBe(count + (count > 0 ? 0 : before.undone));
      for (let i = 0; i < count; i++) expect(giveAgain(db, eventId)).toBe(++version);
      expect(read().commands).toEqual(after.commands);
      // Back to the empty log, so that the next one is not the longer for it.
      for (let i = 0; i < count; i++) dropLastCommand(db, eventId);
    }),
    { numRuns: runs(1000, 20_000) },
  );
}, 600_000);

it('a command given after an undo is the end of what could be given again', () => {
  const { db, eventId } = makeDoor();
  addCues(db, eventId, [10, 10]);
  expect(() => giveAgain(db, eventId)).toThrow('rundown.nothingToRedo');
  recordCommand(db, eventId, { kind: 'start' }, startsAt);
  dropLastCommand(db, eventId);
  recordCommand(db, eventId, { kind: 'start' }, startsAt + minute);
  expect(() => giveAgain(db, eventId)).toThrow('rundown.nothingToRedo');
});

it('knows whether a show runs, in any room', () => {
  const { db, eventId } = makeDoor();
  addCues(db, eventId, [10]);
  expect(showRuns(db)).toBe(false);
  recordCommand(db, eventId, { kind: 'start' }, startsAt);
  expect(showRuns(db)).toBe(true);
  recordCommand(db, eventId, { kind: 'end' }, startsAt + minute);
  expect(showRuns(db)).toBe(false);
});

it('a message stands until it is acknowledged or another takes its place; read ones are kept for an hour', () => {
  const { db, eventId } = makeDoor();
  const say = (text: string, to: 'mc' | 'timer' | 'both', at: number) =>
    addMessage(db, { eventId, text, to, blink: false, at });
  const texts = (now: number) =>
    recentMessages(db, eventId, now).map(({ text, acknowledgedAt }) => [text, acknowledgedAt !== null]);
  const first = say('마무리해 주세요', 'mc', startsAt);
  say('1분', 'timer', startsAt + 1);
  expect(texts(startsAt)).toEqual([
    ['마무리해 주세요', false],
    ['1분', false],
  ]);
  acknowledgeMessage(db, first, startsAt + 2);
  acknowledgeMessage(db, first, startsAt + minute);
  const second = say('시간이 다 되었습니다', 'both', startsAt + 3);
  expect(texts(startsAt + 4)).toEqual([
    ['마무리해 주세요', true],
    ['시간이 다 되었습니다', false],
  ]);
  expect(recentMessages(db, eventId, startsAt)[0]?.acknowledgedAt).toBe(startsAt + 2);
  withdrawMessage(db, second, startsAt + 5);
  expect(texts(startsAt + 4)).toEqual([['마무리해 주세요', true]]);
  expect(texts(startsAt + 61 * minute)).toEqual([]);
});

it('an award calls those who won, a conferral those who complete; seats are taken from a pasted list', () => {
  const { db, eventId, people, codeOf, scan } = makeDoor();
  const [conferral, award] = addCues(db, eventId, [30, 10]);
  const [minsu, seoyeon] = people;
  if (!conferral || !award || !minsu || !seoyeon) throw new Error('the door has people');
  run(db, "UPDATE cue SET kind = 'conferral' WHERE id = ?", conferral);
  run(db, "UPDATE cue SET kind = 'award' WHERE id = ?", award);
  const result = (track: string, value: object) =>
    run(
      db,
      'INSERT INTO track_result (attendee_id, track, result) VALUES (?, ?, ?)',
      minsu,
      track,
      JSON.stringify({ track, ...value }),
    );
  result('course', { done: 5, of: 5 });
  result('competition', { joined: true, percentile: 4, medal: null });
  result('project', { team: '가', title: '작품', award: '최우수상' });
  forgetDueNames(db);
  scan(codeOf(minsu));
  expect(readCues(db, eventId, startsAt).map(({ names }) => names)).toEqual([
    { due: 1, here: 1 },
    { due: 1, here: 1 },
  ]);
  expect(takeSeats(db, eventId, '김민수\tA-12\n\n없는 사람\tB-1\n이서연')).toEqual({
    seated: 1,
    unknown: ['없는 사람\tB-1', '이서연'],
  });
  expect(readNames(db, conferral, startsAt)).toMatchObject([
    { name: '김민수', seat: 'A-12', award: '', enteredAt: startsAt },
  ]);
  expect(readNames(db, award, startsAt)).toMatchObject([{ name: '김민수', award: '최우수상' }]);
  run(
    db,
    `INSERT INTO track (id, kind, title, position) VALUES ('second', 'project', '두 번째 프로젝트', 4)`,
  );
  run(
    db,
    `INSERT INTO track_result (attendee_id, track, result) SELECT attendee_id, 'second', json_set(result, '$.award', '인기상')
     FROM track_result WHERE track = 'project'`,
  );
  forgetDueNames(db);
  expect(readNames(db, award, startsAt)).toMatchObject([{ name: '김민수', award: '최우수상 · 인기상' }]);
  // What somebody decided by hand is called as it was decided; the second project's award is no rule's.
  const decide = (person: typeof minsu, met: boolean) => {
    setOverride(db, 'bestProject', person, { met, reason: '심사', by: '김운영', at: 1 });
    forgetDueNames(db);
    return readNames(db, award, startsAt).map(({ name, award: won }) => [name, won]);
  };
  expect(decide(minsu, false)).toEqual([['김민수', '인기상']]);
  expect(decide(seoyeon, true)).toEqual([
    ['김민수', '인기상'],
    ['이서연', '우수 프로젝트'],
  ]);
  run(db, "DELETE FROM track_result WHERE track = 'second'");
  expect(decide(minsu, false)).toEqual([['이서연', '우수 프로젝트']]);
  expect(decide(seoyeon, false)).toEqual([]);
  expect(readCues(db, eventId, startsAt)[1]?.names).toEqual({ due: 0, here: 0 });
  const call: ShowCommand = { kind: 'call', cue: conferral, person: minsu };
  recordCommand(db, eventId, call, startsAt);
  expect(() => recordCommand(db, eventId, call, startsAt)).toThrow('rundown.alreadyCalled');
});
