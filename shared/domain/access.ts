import type { contract } from '../contract';
import { type StationCaller, stationPathsOf } from './stationAccess';

/** Who works at a machine. The organizer may everything; the others what their job needs. */
export const callerRoles = ['organizer', 'showCaller', 'mc', 'steward'] as const;
export type CallerRole = (typeof callerRoles)[number];

/**
 * On whose behalf a call comes: of whoever unlocked the machine, of a station, or of a window that only draws what is
 * printed ('printPage'). Null: nobody; the machine is locked.
 */
export interface Caller {
  readonly role: CallerRole | StationCaller | 'printPage' | null;
  /** Who it is, where somebody said so; changes are written down under it. */
  readonly name: string;
}

type Contract = typeof contract;
/** Every procedure of the contract, by its path. */
export type ProcedurePath = {
  [Domain in keyof Contract & string]: `${Domain}.${keyof Contract[Domain] & string}`;
}[keyof Contract & string];

const stewards = ['steward'] as const;
const callers = ['showCaller'] as const;
const stage = ['showCaller', 'mc'] as const;
const staff = ['showCaller', 'mc', 'steward'] as const;
const anybody = ['showCaller', 'mc', 'steward', null] as const;
/** Before anybody has said who they are. */
const nobody = [null] as const;
const printPages = ['printPage'] as const;
/** The organizer alone: exports, templates, keys, people's data, and what the program is. */
const organizer = [] as const;

/** Stations of other machines, joined to no row above: their rights are in stationAccess.ts. */
const stations = [] as const;
/** Who besides the organizer may call each procedure. Complete: a procedure without a row does not compile. */
const rights: Readonly<Record<ProcedurePath, readonly Caller['role'][]>> = {
  'access.state': anybody,
  'access.unlock': anybody,
  'access.lock': anybody,
  'access.setPin': organizer,
  'access.deeds': organizer,
  'access.setIdle': organizer,

  'program.state': anybody,
  'program.changes': anybody,
  'program.time': anybody,
  'program.today': organizer,
  'program.todayHeldBack': organizer,
  'program.create': organizer,
  'program.open': organizer,
  'program.openSample': organizer,
  'program.acknowledgeStart': organizer,
  'program.rename': organizer,
  'program.chooseEvent': ['showCaller', 'steward'],
  'program.nameOperator': organizer,
  'program.nameDoor': stewards,
  'program.startRehearsal': organizer,
  'program.setRehearsalClock': organizer,
  'program.endRehearsal': organizer,
  'program.showDocument': organizer,

  'support.trouble': staff,
  'support.dismiss': staff,
  'support.restart': staff,
  'support.copyDiagnostics': organizer,

  'vault.state': anybody,
  // Whoever knows the passphrase: the program's roles are in what it opens.
  'vault.open': nobody,
  'vault.leave': nobody,
  'vault.set': organizer,

  'privacy.about': organizer,
  'privacy.export': organizer,
  'privacy.erase': organizer,
  'privacy.finish': organizer,
  'privacy.plan': organizer,
  'privacy.setPlan': organizer,

  'stations.state': staff,
  'stations.open': organizer,
  'stations.close': organizer,
  'stations.makeCode': organizer,
  'stations.dropCode': organizer,
  'stations.cutOff': organizer,
  'stations.conflicts': ['steward'],
  'stations.join': organizer,
  'stations.leave': organizer,
  'stations.exportJournal': organizer,
  'stations.importJournal': organizer,
  'hub.state': organizer,
  'hub.publish': organizer,
  'hub.join': organizer,
  'hub.readdress': organizer,
  'hub.key': organizer,
  'hub.leave': organizer,
  'hub.erase': organizer,
  'stations.hello': stations,
  'stations.clock': stations,
  'stations.list': stations,
  'stations.takeList': stations,
  'stations.rows': stations,
  'stations.wholeJournal': stations,
  'stations.takeRows': stations,
  'stations.check': stations,
  'stations.checkWalkIn': stations,
  'stations.pulse': stations,

  'events.list': staff,
  'events.put': organizer,
  'events.remove': organizer,
  'events.restore': organizer,
  'events.invitations': organizer,
  'events.setInvitations': organizer,
  'events.clashes': organizer,
  'events.calendar': organizer,
  'backups.state': staff,
  'backups.choosePlace': organizer,
  'backups.forgetPlace': organizer,
  'backups.make': organizer,
  'backups.list': organizer,
  'backups.compare': organizer,
  'backups.restore': organizer,

  'checkin.scan': stewards,
  'checkin.undo': stewards,
  'checkin.lane': stewards,
  'checkin.revokeBadge': stewards,
  'desk.heard': staff,
  'desk.readings': staff,
  'desk.confirm': stewards,
  'desk.walkIn': stewards,
  'desk.admitGroup': stewards,
  'desk.kioskPinSet': stewards,
  'desk.startKiosk': organizer,
  'desk.leaveKiosk': stewards,
  'desk.fullScreen': stewards,
  'desk.testSheet': stewards,
  'desk.badgePaper': stewards,
  'desk.printBadge': stewards,
  'door.pins': stewards,
  'door.setPin': organizer,
  'door.overrule': stewards,
  'door.dispute': stewards,
  'door.settle': stewards,
  'door.check': organizer,
  'door.exportJournal': organizer,
  'paper.lists': stewards,
  'paper.chooseFolder': organizer,
  'paper.forgetFolder': organizer,
  'paper.write': organizer,
  'paper.enter': stewards,
  'printing.printers': stewards,
  'printing.choosePrinter': stewards,
  'printing.test': organizer,
  'printing.job': printPages,
  'printing.jobPages': printPages,
  'printing.jobReady': printPages,

  // A steward finds people by name; what is seen of them is cut down in electron/api/seenBy.ts.
  'roster.list': stewards,
  'roster.search': stewards,
  'roster.get': stewards,
  'roster.edit': organizer,
  'roster.view': organizer,
  'roster.rows': organizer,
  'roster.editMany': organizer,
  'roster.undoMany': organizer,
  'roster.views': organizer,
  'roster.saveView': organizer,
  'roster.removeView': organizer,
  'roster.tags': organizer,
  'roster.stats': organizer,
  'rules.list': organizer,
  'rules.try': organizer,
  'rules.put': organizer,
  'rules.remove': organizer,
  'rules.putTrack': organizer,
  'rules.removeTrack': organizer,
  'rules.override': organizer,
  'exports.save': organizer,
  'numbers.read': organizer,
  'numbers.addBeside': organizer,
  'numbers.removeBeside': organizer,
  'numbers.report': organizer,
  'imports.preview': organizer,
  'imports.commit': organizer,
  'imports.cancel': organizer,
  'imports.last': organizer,
  'imports.undo': organizer,

  'rundown.live': stage,
  'rundown.names': stage,
  'rundown.give': callers,
  'rundown.undo': callers,
  'rundown.redo': callers,
  'rundown.say': callers,
  'rundown.acknowledge': stage,
  'rundown.withdraw': callers,
  'rundown.seats': callers,
  'rundown.dismissNotice': callers,
  'rundown.followClock': callers,
  'rundownEditor.live': callers,
  'rundownEditor.edit': callers,
  'rundownEditor.undo': callers,
  'rundownEditor.redo': callers,
  'rundownEditor.people': callers,
  'rundownEditor.exportFile': organizer,
  'rundownEditor.cueSheet': organizer,
  'rundownEditor.report': organizer,
  'screens.live': stage,
  'screens.open': callers,
  'screens.close': callers,
  'screens.black': stage,
  'screens.setMode': callers,

  'badges.list': organizer,
  'badges.preview': organizer,
  'badges.makeSheet': organizer,
  'badges.print': organizer,
  'certificates.list': organizer,
  'certificates.preview': organizer,
  'certificates.makePdf': organizer,
  'certificates.issued': organizer,
  'handover.counts': organizer,
  'handover.leftovers': organizer,
  'handover.read': organizer,
  'handover.give': organizer,
  'handover.undo': organizer,
  'handover.setAddress': organizer,
  'handover.exportLeftovers': organizer,
  'handover.labels': organizer,
  'proof.state': organizer,
  'proof.exportVerifier': organizer,
  'proof.exportRevocations': organizer,
  'proof.exportCredentials': organizer,
  'proof.sealKey': organizer,
  'proof.unlockKey': organizer,
  'proof.lockKey': organizer,
  'proof.exportKey': organizer,
  'proof.importKey': organizer,
  'register.list': organizer,
  'register.sheet': organizer,
  'register.revoke': organizer,
  'register.correct': organizer,
  'register.exportCsv': organizer,
  'register.exportPdf': organizer,
  'register.serials': organizer,
  'register.setSerials': organizer,
  'spool.current': organizer,
  'spool.start': organizer,
  'spool.next': organizer,
  'spool.queue': organizer,
  'spool.clearQueue': organizer,
  'spool.confirm': organizer,
  'spool.undoConfirm': organizer,
  'spool.spoil': organizer,
  'spool.changePrinter': organizer,
  'spool.abandon': organizer,
  'spool.offset': organizer,
  'spool.setOffset': organizer,
  'spool.calibrate': organizer,
  'templates.list': organizer,
  'templates.get': organizer,
  'templates.save': organizer,
  'templates.add': organizer,
  'templates.choose': organizer,
  'templates.retire': organizer,
  'templates.draw': organizer,
  'templates.people': organizer,
  'templates.exportFile': organizer,
  'templates.importFile': organizer,
  'templates.preflight': organizer,
  'templates.proof': organizer,
};

const byPath: ReadonlyMap<string, readonly Caller['role'][]> = new Map(Object.entries(rights));

/** Every procedure that has a row. */
export const pathsWithRights: readonly string[] = Object.keys(rights);

/** As whom the page of a browser station is shown what it may. */
export function shownAs(role: Caller['role']): CallerRole | null {
  switch (role) {
    case 'laneStation':
      return 'steward';
    case 'callerStation':
      return 'showCaller';
    case 'mcStation':
    case 'timerStation':
    case 'lobbyStation':
    case 'backstageStation':
      return 'mc';
    default:
      return callerRoles.find((one) => one === role) ?? null;
  }
}

/** Whether a caller of that role may call the procedure of that path ('checkin.scan'). What has no row is the organizer's. */
export function mayCall(role: Caller['role'], path: string): boolean {
  const station = stationPathsOf(role);
  if (station) return station.has(path);
  return role === 'organizer' || (byPath.get(path)?.includes(role) ?? false);
}
