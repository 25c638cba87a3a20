import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rundown } from '../../shared/contract/rundown';
import { projectRundown } from '../../shared/domain/rundown';
import { updated, updateSince } from '../../shared/domain/rundownUpdate';
import { runs } from '../runs';
import { anyCommands, anyNow, anyRundown, two } from './show';

const plan = { startsAt: two, cues: [], messages: [], notices: [] };
/** Logs as they follow one another: often the one before with something taken off its end and something put there. */
const anyLogs = fc
  .array(fc.record({ kept: fc.nat({ max: 20 }), more: anyCommands, undone: fc.nat({ max: 5 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((steps) => {
    let log: Rundown['commands'] = [];
    return steps.map(({ kept, more, undone }, version): Rundown => {
      log = [...log.slice(0, kept), ...more];
      return { ...plan, version, commands: log, undone };
    });
  });

test('a window that is told the updates has what is there, after each of them', () => {
  fc.assert(
    fc.property(anyLogs, (rundowns) => {
      let sent: Rundown | undefined;
      let seen: Rundown | undefined;
      for (const rundown of rundowns) {
        // As it goes over a port: nothing is shared between the two sides.
        seen = updated(seen, structuredClone(updateSince(sent, rundown)));
        sent = rundown;
        expect(seen).toEqual(rundown);
      }
    }),
    { numRuns: runs(1000) },
  );
});

test('a window that heard n commands and then that they were taken back shows what one shows that never heard of them (20,000)', () => {
  fc.assert(
    fc.property(anyRundown, anyCommands, anyNow, ({ cues, commands }, more, now) => {
      const never: Rundown = { ...plan, version: 1, commands: [...commands], undone: 0 };
      const given: Rundown = { ...never, version: 2, commands: [...commands, ...more] };
      const back: Rundown = { ...never, version: 3, commands: [...commands], undone: more.length };
      const seen = updated(updated(never, updateSince(never, given)), updateSince(given, back));
      expect(seen?.undone).toBe(more.length);
      const shown = projectRundown({ startsAt: two, cues, commands: seen?.commands ?? [] }, now);
      expect(shown).toEqual(projectRundown({ startsAt: two, cues, commands }, now));
    }),
    { numRuns: runs(20_000) },
  );
}, 600_000);

test('a command that follows is sent alone; what else has changed brings everything', () => {
  const [first, second] = [
    { at: two, command: { kind: 'start' as const } },
    { at: two + 1, command: { kind: 'next' as const } },
  ];
  const before: Rundown = { ...plan, version: 1, commands: [first], undone: 0 };
  const after: Rundown = { ...before, version: 2, commands: [{ ...first }, second] };
  expect(updateSince(before, after)).toEqual({
    kind: 'commands',
    version: 2,
    kept: 1,
    added: [second],
    undone: 0,
  });
  expect(updateSince(before, { ...after, messages: [] }).kind).toBe('whole');
  expect(updateSince(undefined, after).kind).toBe('whole');
});

test('what goes on from a rundown that a window does not have is not taken for one', () => {
  expect(updated(undefined, { kind: 'commands', version: 2, kept: 1, added: [], undone: 0 })).toBeUndefined();
});
