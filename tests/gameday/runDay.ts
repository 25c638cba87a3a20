import path from 'node:path';
import type { Desk } from '../e2e/desk.ts';
import { faultsOf } from '../e2e/faultLog.ts';
import { startPlugs } from '../e2e/plugs.ts';
import { startTray } from '../e2e/tray.ts';
import { Camera } from './camera.ts';
import { countDoor } from './count.ts';
import { scheduleOf, writeDayFiles } from './dayFiles.ts';
import { fakeClock } from './fakeClock.ts';
import { FaultDesk } from './faultDesk.ts';
import type { Means } from './faults.ts';
import { Heard } from './heard.ts';
import { type Door, runLane } from './lanes.ts';
import { pause } from './later.ts';
import { Machine } from './machine.ts';
import { McWatch, openMc } from './mcWatch.ts';
import { importDay, openLane, patience, prepare } from './morning.ts';
import { countPaper } from './paperCount.ts';
import { peopleOf, whoCompletes } from './people.ts';
import { drawDay } from './picture.ts';
import { planDay } from './plan.ts';
import { PrintDesk } from './printDesk.ts';
import type { Report } from './report.ts';
import { Caller } from './show.ts';

export interface DayOptions {
  readonly seed: number;
  /** Of the participants only so many come. */
  readonly most: number;
  readonly home: string;
  readonly disk: Means['disk'];
  /** Where the picture of the day is written. */
  readonly picture: string;
  readonly say: (text: string) => void;
}

/** So long (ms) the doors are open before the show begins. */
const doorsMs = 90_000;
/** With this cue printing begins. */
const printFrom = '6';

/** Rehearses one day. */
export async function runDay({ seed, most, home, disk, picture, say }: DayOptions): Promise<Report> {
  const started = performance.now();
  const plugs = await startPlugs();
  plugs.plugIn();
  const tray = await startTray();
  const clock = fakeClock(home);
  const env = { DISPLAY: plugs.display, CUPS_SERVER: tray.server };
  const file = await prepare(home, env);
  // A machine that took long for that takes long to open the doors too.
  const slow = performance.now() - started;
  const people = peopleOf(file);
  const plan = planDay(seed, people, doorsMs, most);
  say(
    `seed ${seed}: ${people.length} people, ${plan.visitors.length} times somebody comes to the door; the laptop is killed: ${plan.faults.kill}`,
  );

  const camera = new Camera(path.join(home, 'door.y4m'));
  const heard = new Heard(file);
  const watch = new McWatch();
  let running = false;
  const onStart = async (desk: Desk) => {
    desk.page.setDefaultTimeout(patience);
    await heard.listen(desk);
    if (!running) return;
    watch.watch(await openMc(desk));
    await openLane(desk.page);
  };
  const machine = await Machine.start(
    { home, env: { ...env, ...('env' in clock ? clock.env : {}) }, camera: camera.file, patience },
    onStart,
  );
  const schedule = scheduleOf(plan, Date.now() + Math.max(10_000, slow));
  const { doorsAt } = schedule;
  await importDay(machine.desk, writeDayFiles(home, plan, schedule));
  watch.watch(await openMc(machine.desk));
  await openLane(machine.desk.page);
  running = true;
  await pause(doorsAt - Date.now());
  say('the doors are open');

  const opened = performance.now();
  const door: Door = { machine, heard, camera, file, presented: [], started: opened };
  const means = { machine, heard, plugs, tray, file, disk, clock, plan: plan.faults };
  const faults = new FaultDesk(means, say);
  const breaks = [
    { sheets: plan.faults.sheetsBeforeStop, happen: () => faults.make('printerStopped') },
    ...(plan.faults.kill === 'printer'
      ? [{ sheets: plan.faults.sheetsBeforeKill, happen: () => faults.make('kill') }]
      : []),
    ...(plan.faults.kill === 'sending'
      ? [{ sheets: 'sending' as const, happen: () => faults.make('kill') }]
      : []),
  ];
  const desk = new PrintDesk(machine, file, tray, breaks);
  const watching = watch.run();
  const caller = new Caller(machine, file, plan, schedule);
  const lanes = (['keyboard', 'camera', 'desk'] as const).map(async (lane) => {
    const theirs = plan.visitors.filter((visitor) => visitor.lane === lane);
    await runLane(door, theirs, plan.capacity);
    say(`${lane}: all ${theirs.length} are through`);
  });
  let printing: Promise<void> = Promise.resolve();
  const show = caller.run((cue) => {
    say(`cue ${cue.label}: ${cue.titleEn}`);
    if (cue.label !== printFrom) return;
    printing = desk.printDue();
    // What fails in it is thrown where it is waited for, at the end of the show.
    printing.catch(() => {});
  });
  await Promise.all([...lanes, show, faults.run(opened)]);
  await printing;
  await desk.printDue();
  watch.end();
  await watching;
  await machine.close();
  await Promise.all([tray.close(), plugs.close()]);
  camera.close();

  const count = countDoor(file, people, plan.capacity, heard, door.presented);
  const completes = whoCompletes();
  const due = new Set(
    people.filter(({ id, email }) => count.inside.has(id) && completes.has(email)).map(({ id }) => id),
  );
  const { outOfCallOrder, ...certificates } = countPaper(file, people, due, desk.runs);
  // This process's two clocks: the show is counted by the wall's, what was done here by the other.
  const wall = performance.timeOrigin;
  const down = machine.down.map(({ from, until }) => ({ from: wall + from, until: wall + until }));
  const { wrong: wrongMc, ...mc } = watch.judge(caller.began, plan, down);
  const report: Report = {
    seed,
    scans: count.scans,
    wrongVerdicts: count.wrongVerdicts,
    certificates,
    mcWrongSeconds: mc.wrongSeconds,
    faults: {
      injected: faults.made.length,
      survived: faults.made.filter(({ survived }) => survived).length,
    },
    longestVerdictMs: count.longestVerdictMs,
    details: {
      seconds: Math.round((performance.now() - started) / 1000),
      verdicts: count.kinds,
      unseen: count.unseen,
      wrong: [...count.wrong, ...wrongMc.slice(0, 20)],
      mc,
      outOfCallOrder,
      faults: faults.made.map(({ kind, from, until, survived, seen }) => ({
        kind,
        survived,
        fromSecond: Math.round((from - opened) / 1000),
        seconds: Math.round((until - from) / 1000),
        seen,
      })),
      faultsNotHere: faults.notHere,
      uncaught: faultsOf(home),
    },
  };
  await drawDay(picture, {
    report,
    plan,
    schedule,
    opened,
    began: caller.began,
    presented: door.presented,
    faults: faults.made,
    sheets: desk.seen,
    ended: performance.now(),
  });
  return report;
}
