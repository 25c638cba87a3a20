import path from 'node:path';
import { expect, programFile } from './app.ts';
import { type Desk, type DeskOptions, newHome } from './desk.ts';
import { type DoorsApart, watchDoors } from './doorsApart.ts';
import { type Doorway, makeDoorway } from './doorway.ts';
import { type Phone, startPhone } from './phone.ts';
import { openStage } from './stageWindows.ts';
import { invite, joinHost, openNetwork, placeOfHost } from './stationsPage.ts';
import { layWire, type Wire } from './wire.ts';

/** A machine that can be ended by force and is started again, and then goes on where it was. */
interface Machine {
  readonly name: string;
  readonly endAndStart: () => Promise<void>;
}

/** The machine at which the show is called. */
interface Host extends Machine {
  readonly desk: () => Desk;
  readonly file: string;
  readonly fingerprint: string;
  readonly port: () => number;
  /** Since when it is open to the others (ms of the machine's clock); null: it is not. */
  readonly openSince: () => number | null;
}

/** Another Stagedoor as a door. */
interface AppDoor extends Machine {
  readonly desk: () => Desk;
  readonly file: string;
  readonly wire: Wire;
  readonly way: Doorway;
  readonly runningSince: () => number | null;
}

/** A browser on another machine: a door, or a screen of the stage. */
interface BrowserStation extends Machine {
  readonly phone: () => Phone;
  readonly wire: Wire;
  /** Where it is a door. */
  readonly way: Doorway | undefined;
}

type Start = (options?: DeskOptions) => Promise<Desk>;

const env = { STAGEDOOR_LOOPBACK: '1' };

/** The machines of a day: a host with the show, three doors and three browsers, one of them the fourth door. */
export interface Day {
  readonly host: Host;
  readonly apps: readonly AppDoor[];
  readonly browsers: readonly BrowserStation[];
  readonly doors: readonly Doorway[];
  readonly apart: DoorsApart;
  readonly close: () => Promise<void>;
}

/** Starts them all, each joined to the host by a wire of its own; the first cue of the show is on. */
export async function startDay(start: Start, program: string): Promise<Day> {
  const apps: AppDoor[] = [];
  const browsers: BrowserStation[] = [];
  const wires = () => [...apps, ...browsers].map(({ wire }) => wire);
  const host = await startHost(start, program, {
    before: () => apart.part(...apps.map(({ name }) => name)),
    after: (port) => {
      for (const wire of wires()) wire.leadTo(port);
    },
  });
  const apart = watchDoors(apps, host.file, host.openSince);
  const close = async () => {
    apart.stop();
    for (const { phone } of browsers) await phone().close();
    await Promise.all(wires().map((wire) => wire.close()));
  };
  try {
    for (const name of ['동문', '서문', '남문'])
      apps.push(await startAppDoor(start, host, name, () => apart.part(name)));
    browsers.push(await startBrowser(host, '북문', { role: '입구', route: '/door', shows: 'lane' }));
    for (const [name, role, screen] of [
      ['진행', 'MC 화면', 'mc'],
      ['무대', '무대 타이머', 'timer'],
    ] as const) {
      browsers.push(await startBrowser(host, name, { role, route: `/window/${screen}`, shows: 'picture' }));
    }
    await callNext(host.desk());
  } catch (error) {
    await close();
    throw error;
  }
  const doors = [...apps, ...browsers].flatMap(({ way }) => way ?? []);
  return { host, apps, browsers, doors, apart, close };
}

/** `before`: it is about to be ended; `after`: it is open again, at that port. */
async function startHost(
  start: Start,
  program: string,
  { before, after }: { readonly before: () => void; readonly after: (port: number) => void },
): Promise<Host> {
  let desk = await start({ program, env });
  await openNetwork(desk);
  const { fingerprint, ...place } = await placeOfHost(desk.page);
  let { port } = place;
  let openSince: number | null = Date.now();
  return {
    name: 'host',
    desk: () => desk,
    file: path.join(desk.documents, path.basename(program)),
    fingerprint,
    port: () => port,
    openSince: () => openSince,
    async endAndStart() {
      openSince = null;
      before();
      await desk.kill();
      desk = await start({ home: desk.home, env });
      await openNetwork(desk);
      ({ port } = await placeOfHost(desk.page));
      after(port);
      openSince = Date.now();
      await callNext(desk);
    },
  };
}

/** The show goes on by a cue. */
async function callNext(desk: Desk): Promise<void> {
  const stage = await openStage(desk);
  const before = await stage.getByTestId('next-title').textContent();
  await stage.keyboard.press('Space');
  await expect(stage.getByTestId('now-title')).toHaveText(before ?? '');
}

/** Lets another Stagedoor in as a door; its way to the host is a wire. */
async function startAppDoor(start: Start, host: Host, name: string, before: () => void): Promise<AppDoor> {
  const wire = await layWire(host.port());
  const text = await invite(host.desk().page, name, 'app');
  let desk = await start({ env });
  await joinHost(desk.page, over(wire, host, text));
  await expect(desk.page.getByTestId('own-copy')).toBeHidden();
  const way = makeDoorway(name);
  await way.open(desk.page);
  let runningSince: number | null = Date.now();
  return {
    name,
    desk: () => desk,
    file: programFile(desk),
    wire,
    way,
    runningSince: () => runningSince,
    async endAndStart() {
      runningSince = null;
      before();
      way.away();
      await desk.kill();
      desk = await start({ home: desk.home, env });
      await desk.page.getByTestId('job-door').click();
      await way.open(desk.page);
      runningSince = Date.now();
    },
  };
}

/** Lets a browser in, in a role as the host's page names it; `route` and `shows`: where that leads, and what is seen there. */
async function startBrowser(
  host: Host,
  name: string,
  { role, route, shows }: { readonly role: string; readonly route: string; readonly shows: string },
): Promise<BrowserStation> {
  const wire = await layWire(host.port());
  const text = over(wire, host, await invite(host.desk().page, name, role));
  let phone = await startPhone(newHome(), text, host.fingerprint);
  await phone.page.getByTestId(shows).waitFor({ timeout: 30_000 });
  const way = shows === 'lane' ? makeDoorway(name) : undefined;
  await way?.open(phone.page);
  return {
    name,
    phone: () => phone,
    wire,
    way,
    async endAndStart() {
      way?.away();
      await phone.kill();
      const address = `https://127.0.0.1:${wire.port}/#${route}`;
      phone = await startPhone(phone.home, address, host.fingerprint);
      // Where the host, or the page's first file, could not be reached just then, who holds it tries again.
      const { page } = phone;
      const seen = () => page.getByTestId(shows).waitFor({ timeout: 10_000 });
      const tryAgain = async () => {
        // To go where it is already would load nothing.
        if (page.url() === address) await page.reload({ timeout: 10_000 });
        else await page.goto(address, { timeout: 10_000 });
        await seen();
      };
      await seen().catch(() => expect(tryAgain).toPass({ timeout: 120_000 }));
      await way?.open(page);
    },
  };
}

/** The same text, but the way it leads goes over the wire. */
function over(wire: Wire, host: Host, text: string): string {
  return text.replace(`:${host.port()}/`, `:${wire.port}/`);
}
