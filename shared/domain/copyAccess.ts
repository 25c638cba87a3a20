import type { ProcedurePath } from './access';

/** What a program is a copy of: another machine's, as a door of it, or the main host's list, over a hub. */
export type CopyKind = 'station' | 'branch';

/** What changes the list (people, events, who completes): it goes from the host to its copies, and no other way. */
const hostsList = [
  'roster.edit',
  'roster.editMany',
  'roster.undoMany',
  'events.put',
  'events.remove',
  'events.restore',
  'events.setInvitations',
  'rules.put',
  'rules.remove',
  'rules.putTrack',
  'rules.removeTrack',
  'rules.override',
  'imports.commit',
  'imports.undo',
  'privacy.erase',
  'privacy.finish',
  'privacy.setPlan',
  'program.rename',
] as const satisfies readonly ProcedurePath[];

/** A door has nothing of the rest of a program, and what it made of its own would be nobody's. A branch has a stage of its own. */
const hostsRest = [
  'program.startRehearsal',
  'program.setRehearsalClock',
  'program.endRehearsal',
  'access.setPin',
  'door.setPin',
  'rundownEditor.edit',
  'rundownEditor.undo',
  'rundownEditor.redo',
  'templates.save',
  'templates.add',
  'templates.choose',
  'templates.retire',
  'templates.importFile',
  'certificates.makePdf',
  'spool.start',
  'register.revoke',
  'register.correct',
  'register.setSerials',
  'proof.sealKey',
  'proof.importKey',
] as const satisfies readonly ProcedurePath[];

const refused: Readonly<Record<CopyKind, ReadonlySet<string>>> = {
  station: new Set([...hostsList, ...hostsRest]),
  branch: new Set(hostsList),
};

/** Whether that procedure is to be called at the machine of which the program is a copy: here it would seem to be done. */
export function isHostsToDo(kind: CopyKind, path: string): boolean {
  return refused[kind].has(path);
}
