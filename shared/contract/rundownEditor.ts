import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { EditStep } from '../domain/rundownEdit';
import { InLanguage, procedure } from './base';
import { AttendeeId, EventId } from './ids';
import { Rundown } from './rundown';

/** What the organizer did: for the words on the buttons of undo and redo. */
export const EditName = z.enum(['add', 'copy', 'remove', 'move', 'change', 'renumber', 'template', 'import']);
export type EditName = z.infer<typeof EditName>;

const Doable = z.object({ what: EditName.catch('change'), count: z.int().min(0) }).nullable();

/** A rundown under the editor's hands, and what undo and redo would do. */
export const EditedRundown = Rundown.pick({ startsAt: true, cues: true, commands: true }).extend({
  /** Grows with each edit, undo and redo, of whichever window. */
  revision: z.int().min(0),
  undo: Doable,
  redo: Doable,
});
export type EditedRundown = z.infer<typeof EditedRundown>;

export const StagePerson = z.object({
  id: AttendeeId,
  name: z.string(),
  nameLatin: z.string(),
  reading: z.string(),
  title: z.string(),
  role: z.string(),
});
export type StagePerson = z.infer<typeof StagePerson>;

const ofEvent = z.object({ eventId: EventId });
const Revision = z.object({ revision: z.int().min(0) });
const Saved = z.object({ document: z.string() });

export const rundownEditor = {
  /** An event's rundown as the editor has it, sent again after each edit and command. */
  live: procedure.input(ofEvent).output(eventIterator(EditedRundown)),
  /** All steps or none; each edit can be taken back, also after a restart. */
  edit: procedure
    .input(ofEvent.extend({ what: EditName, steps: z.array(EditStep).min(1).max(50) }))
    .output(Revision),
  /** `revision`: what this window has seen; refused where another has edited since. */
  undo: procedure.input(ofEvent.extend(Revision.shape)).output(Revision),
  redo: procedure.input(ofEvent.extend(Revision.shape)).output(Revision),
  /** Who may stand in a cue; nothing typed: the cast. */
  people: procedure.input(z.object({ typed: z.string().max(100) })).output(z.array(StagePerson)),
  /** The rundown as a file that can be taken in again, in the app's folder. */
  exportFile: procedure
    .input(ofEvent.extend({ ...InLanguage.shape, format: z.enum(['csv', 'xlsx']) }))
    .output(Saved),
  /** For the crew, A4; with the actual times where there are any. */
  cueSheet: procedure.input(ofEvent.extend(InLanguage.shape)).output(Saved),
  /** Planned against actual, cue by cue and kind by kind. */
  report: procedure
    .input(ofEvent.extend({ ...InLanguage.shape, format: z.enum(['csv', 'pdf']) }))
    .output(Saved),
};
