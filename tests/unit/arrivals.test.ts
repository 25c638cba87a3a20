import { describe, expect, it } from 'vitest';
import { isAlarming, type PeopledCue, planReorder } from '../../shared/domain/arrivals';
import { projectRundown } from '../../shared/domain/rundown';
import { at, commands, cue, cueId, two } from './show';

const here = { present: true };
const missing = { present: false };

function peopled(
  base: ReturnType<typeof cue>,
  people: PeopledCue['people'],
  more: Partial<PeopledCue> = {},
): PeopledCue {
  return { ...base, kind: 'talk', people, names: null, ...more };
}

/** A host on stage, two talks, a break, a talk, and a conferral that holds its start. */
const day = (first: readonly { readonly present: boolean }[], third = [here]) => [
  peopled(cue(1, 10, '14:00'), [here]),
  peopled(cue(2, 20), first),
  peopled(cue(3, 5), []),
  peopled(cue(4, 15), third),
  peopled(cue(5, 30, '15:30', 'hard'), [here], { kind: 'conferral', names: { due: 300, here: 200 } }),
];

function alarms(cues: readonly PeopledCue[], now: string, given = '14:00 start') {
  const timing = projectRundown({ startsAt: two, cues, commands: commands(given) }, at(now));
  return timing.cues.filter((each) => isAlarming(each, at(now))).map(({ cue: { id } }) => id);
}

describe('a cue whose people are not here', () => {
  it('is an alarm a quarter of an hour before it begins, and while it runs; not before, nor after', () => {
    const cues = day([missing]);
    expect(alarms(cues, '13:54', '')).toEqual([]);
    expect(alarms(cues, '13:55', '')).toEqual([cueId(2)]);
    expect(alarms(cues, '14:12', '14:00 start, 14:10 next')).toEqual([cueId(2)]);
    expect(alarms(cues, '14:31', '14:00 start, 14:10 next, 14:30 next')).toEqual([]);
  });

  it('an award needs its winners; a conferral only those on stage', () => {
    const award = peopled(cue(1, 10, '14:00'), [here], { kind: 'award', names: { due: 3, here: 2 } });
    expect(alarms([award, ...day([here]).slice(1)], '13:50', '')).toEqual([cueId(1)]);
    expect(alarms(day([here]), '15:29', '14:00 start')).toEqual([]);
  });

  it('is offered to change places with the next whose people are here', () => {
    const room = projectRundown(
      { startsAt: two, cues: day([missing]), commands: commands('14:00 start') },
      at('14:02'),
    );
    expect(planReorder(room, at('14:02'))).toMatchObject({
      late: { id: cueId(2) },
      first: { id: cueId(4) },
      by: 15 * 60_000,
      changes: [{ kind: 'move', cue: cueId(4), before: cueId(2) }],
    });
  });

  it('nothing is offered across a start that must hold, or where nobody else is here', () => {
    const room = projectRundown(
      { startsAt: two, cues: day([missing], [missing]), commands: commands('14:00 start') },
      at('14:02'),
    );
    expect(planReorder(room, at('14:02'))).toBeUndefined();
  });
});
