import type { ProcedurePath } from './access';

/** What a machine on the network is for. */
export const stationRoles = ['lane', 'caller', 'mc', 'timer', 'lobby', 'backstage', 'desk'] as const;
export type StationRole = (typeof stationRoles)[number];

/** A station as a caller: a browser in its role, or another Stagedoor, which judges by itself and exchanges ('appStation'). */
export type StationCaller = `${StationRole}Station` | 'appStation';

/** What every station may ask: who it is, which program this is, what changed, and the time. */
const everyStation = [
  'access.state',
  'program.state',
  'program.changes',
  'program.time',
  'events.list',
] as const;
const onStage = [
  ...everyStation,
  'rundown.live',
  'rundown.names',
  'screens.live',
  'rundown.acknowledge',
] as const;

/**
 * What each station may, and nothing else: a list of its own, since much that somebody may who stands at this machine (lock it,
 * choose its event, its printer, its door's name) is not another machine's to do.
 */
const stationRights: Readonly<Record<StationCaller, readonly ProcedurePath[]>> = {
  laneStation: [
    ...everyStation,
    'backups.state',
    'checkin.scan',
    'checkin.undo',
    'checkin.lane',
    'desk.confirm',
    'desk.walkIn',
    'desk.admitGroup',
    'desk.badgePaper',
    'desk.printBadge',
    'printing.printers',
    'door.pins',
    'door.overrule',
    'door.dispute',
    'door.settle',
    'roster.list',
    'roster.search',
    'roster.get',
    'stations.conflicts',
  ],
  callerStation: [
    ...onStage,
    'rundown.give',
    'rundown.undo',
    'rundown.redo',
    'rundown.say',
    'rundown.withdraw',
    'rundown.seats',
    'rundown.dismissNotice',
    'screens.black',
    'screens.setMode',
  ],
  mcStation: onStage,
  timerStation: onStage,
  lobbyStation: onStage,
  backstageStation: onStage,
  deskStation: [
    ...everyStation,
    'handover.counts',
    'handover.leftovers',
    'handover.read',
    'handover.give',
    'handover.undo',
  ],
  appStation: [
    'stations.hello',
    'stations.clock',
    'stations.list',
    'stations.takeList',
    'stations.rows',
    'stations.wholeJournal',
    'stations.takeRows',
    'stations.check',
    'stations.checkWalkIn',
    'stations.pulse',
  ],
};
const stationPaths: ReadonlyMap<string | null, ReadonlySet<string>> = new Map(
  Object.entries(stationRights).map(([role, paths]) => [role, new Set<string>(paths)]),
);

/** What a station may call; undefined for a caller that is none. */
export function stationPathsOf(role: string | null): ReadonlySet<string> | undefined {
  return stationPaths.get(role);
}
