import { call, createRouterClient, isProcedure } from '@orpc/server';
import { expect, test } from 'vitest';
import { router } from '../../electron/api/router';
import { writeHub } from '../../electron/hub/record';
import { get } from '../../electron/store/db';
import { setPin } from '../../electron/store/pins';
import { asProgram } from '../../electron/store/program';
import { copySeed, createCopy } from '../../electron/store/stationCopy';
import { mayCall, pathsWithRights } from '../../shared/domain/access';
import { isHostsToDo } from '../../shared/domain/copyAccess';
import { makeHost, makeMachine, makeStation, until } from './machines';

/** What the organizer alone may, and a door too: it is about this machine, reads, or goes on a way of its own to the host. */
const alsoAtDoors = [
  /^(stations|hub|backups|support|vault|exports|paper|printing|numbers|badges|handover)\./,
  /\.(list|get|view|views|rows|tags|stats|read|try|last|preview|state|current|about|plan|export\w*|issued|deeds|today\w*)$/,
  /^roster\.(saveView|removeView)$/,
  /^events\.(invitations|clashes|calendar)$/,
  /^program\.(create|open|openSample|acknowledgeStart|nameOperator|showDocument)$/,
  /^access\.setIdle$/,
  // Calls off what is being read; nothing was written yet.
  /^imports\.cancel$/,
  /^desk\.startKiosk$/,
  /^door\.check$/,
  /^templates\.(draw|people|preflight|proof)$/,
  /^rundownEditor\.(cueSheet|report)$/,
  /^register\.(sheet|serials)$/,
  /^proof\.(unlockKey|lockKey)$/,
  /^spool\.(?!start$)/,
];

test('whatever only the organizer may is either done at a door too, or refused there', () => {
  const organizers = pathsWithRights.filter(
    (path) => mayCall('organizer', path) && !mayCall('showCaller', path) && !mayCall('steward', path),
  );
  const undecided = organizers.filter(
    (path) => !isHostsToDo('station', path) && !alsoAtDoors.some((pattern) => pattern.test(path)),
  );
  // A new procedure goes into shared/domain/copyAccess.ts, or into the list above.
  expect(undecided).toEqual([]);
});

/** Calls every procedure that is the host's to do there; what each is refused with. */
async function refusals(context: Parameters<typeof makeStation>[0], kind: 'station' | 'branch') {
  const said = new Set<string>();
  let calls = 0;
  for (const [domain, procedures] of Object.entries(router)) {
    for (const [name, procedure] of Object.entries(procedures)) {
      if (!isProcedure(procedure) || !isHostsToDo(kind, `${domain}.${name}`)) continue;
      calls++;
      const work: Promise<unknown> = call(procedure, {}, { context, path: [domain, name] });
      said.add(
        await work.then(
          () => 'done',
          (error: unknown) => JSON.stringify(error instanceof Error && 'data' in error ? error.data : error),
        ),
      );
    }
  }
  return { said: [...said], calls };
}

test('at a door nothing of the host’s can be changed: each try says where to do it, and nothing is', async () => {
  const host = await makeHost();
  const a = await makeStation(host.context, host.folder, '동문');
  const { said, calls } = await refusals(a, 'station');
  expect(said).toEqual(['{"reason":"station.isOne","params":{}}']);
  expect(calls).toBeGreaterThan(30);
  const [minsu] = host.people;
  if (!minsu) throw new Error('nobody');
  const edit = (context: typeof a) =>
    createRouterClient(router, { context }).roster.edit({
      edits: [{ id: minsu, edit: { name: '김민주' } }],
    });
  await expect(edit(a)).rejects.toMatchObject({ data: { reason: 'station.isOne' } });
  await edit(host.context);
  const nameAt = (context: typeof a) =>
    get<{ name: string }>(context.program().db, 'SELECT name FROM attendee WHERE id = ?', minsu)?.name;
  await until(a, () => nameAt(a) === '김민주');
});

test('at another host of a hub the list is the main host’s to change, and its stage its own', async () => {
  const host = await makeHost();
  const branch = makeMachine(`${host.folder}/branch`);
  const copy = createCopy(
    `${host.folder}/branch.stagedoor`,
    copySeed(host.context.program().db),
    crypto.randomUUID(),
  );
  writeHub(copy, { role: 'branch', epoch: crypto.randomUUID(), name: '부산', list: 0, copyAt: null });
  branch.exchange(() => asProgram(copy, `${host.folder}/branch.stagedoor`));
  const { said } = await refusals(branch, 'branch');
  expect(said).toEqual(['{"reason":"hub.isBranch","params":{}}']);
  expect(isHostsToDo('branch', 'rundownEditor.edit')).toBe(false);
});

test('at a door the host’s PINs hold, from its first moment and when they are changed', async () => {
  const host = await makeHost();
  await setPin(host.context.program().db, 'organizer', '4071');
  await setPin(host.context.program().db, 'steward', '7304');
  const a = await makeStation(host.context, host.folder, '동문');
  expect(a.session.caller().role).toBeNull();
  await expect(a.session.unlock('organizer', '7304', '')).rejects.toMatchObject({ reason: 'pin.wrong' });
  await a.session.unlock('steward', '7304', '이수');
  expect(a.session.caller()).toEqual({ role: 'steward', name: '이수' });
  await setPin(host.context.program().db, 'steward', '1111');
  host.context.changed('program');
  const before = get(a.program().db, "SELECT value FROM meta WHERE key = 'pin.steward'");
  await until(
    a,
    () =>
      JSON.stringify(get(a.program().db, "SELECT value FROM meta WHERE key = 'pin.steward'")) !==
      JSON.stringify(before),
  );
  await a.session.unlock('steward', '1111', '');
});
