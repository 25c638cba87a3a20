import { AttendeeId, type EventId } from '../../shared/contract/ids';
import { EditName } from '../../shared/contract/rundownEditor';
import { writeCsv } from '../../shared/domain/csv';
import { drawCueSheet } from '../../shared/domain/cueSheet';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { projectRundown } from '../../shared/domain/rundown';
import { showReport } from '../../shared/domain/showReport';
import { drawReport, reportRows } from '../../shared/domain/showReportSheet';
import { getEvent } from '../store/events';
import { fontFiles } from '../store/fontFiles';
import { requireMeta } from '../store/meta';
import { readCommands, readCues } from '../store/rundown';
import { castPeople, makeEdit, readHistory, stepBack } from '../store/rundownEdits';
import { api, live } from './base';
import type { AppContext } from './context';
import { documentWord, inEither } from './documentTitle';
import { fileName } from './fileName';
import { asJob, pdfOf } from './paperRun';
import { rundownFile } from './rundownFile';

function edited(context: AppContext, revision: number): { revision: number } {
  context.changed('rundown');
  return { revision };
}

function named(value: { readonly what: string; readonly count: number } | null) {
  return value && { what: EditName.catch('change').parse(value.what), count: value.count };
}

function timings(context: AppContext, eventId: EventId) {
  const { db, now } = context.program();
  const event = getEvent(db, eventId);
  const rundown = {
    startsAt: event.startsAt,
    cues: readCues(db, eventId, now()),
    commands: readCommands(db, eventId),
  };
  return { event, program: requireMeta(db, 'program.name'), timings: projectRundown(rundown, now()).all };
}

/** What a document of an event is called. */
function eventDocument(
  { title, titleEn }: { readonly title: string; readonly titleEn: string },
  word: 'rundown' | 'cueSheet' | 'report',
  language: FileLanguage,
): string {
  return `${inEither(title, titleEn, language)} ${documentWord(word, language)}`;
}

async function saveSheets(
  context: AppContext,
  title: string,
  sheet: ReturnType<typeof drawCueSheet>,
): Promise<{ document: string }> {
  const job = asJob(title, { widthMm: sheet.widthMm, heightMm: sheet.heightMm }, [sheet]);
  const pdf = await pdfOf(context, job);
  return { document: await context.shell.saveDocument(fileName(title, 'pdf'), pdf) };
}

export const rundownEditor = {
  live: api.rundownEditor.live.handler(({ context, input, signal }) =>
    live(context, ['rundown', 'show', 'roster', 'events', 'checkin'], signal, () => {
      const { db, now } = context.program();
      const { revision, undo, redo } = readHistory(db, input.eventId);
      return {
        startsAt: getEvent(db, input.eventId).startsAt,
        cues: [...readCues(db, input.eventId, now())],
        commands: [...readCommands(db, input.eventId)],
        revision,
        undo: named(undo),
        redo: named(redo),
      };
    }),
  ),
  edit: api.rundownEditor.edit.handler(({ context, input }) => {
    const { db, now } = context.program();
    return edited(context, makeEdit(db, input.eventId, input.what, input.steps, now()));
  }),
  undo: api.rundownEditor.undo.handler(({ context, input }) =>
    edited(context, stepBack(context.program().db, input.eventId, input.revision, 'undo')),
  ),
  redo: api.rundownEditor.redo.handler(({ context, input }) =>
    edited(context, stepBack(context.program().db, input.eventId, input.revision, 'redo')),
  ),
  people: api.rundownEditor.people.handler(({ context, input }) =>
    castPeople(context.program().db, input.typed.trim()).map((person) => ({
      ...person,
      id: AttendeeId.parse(person.id),
    })),
  ),
  exportFile: api.rundownEditor.exportFile.handler(async ({ context, input }) => {
    const { db } = context.program();
    const title = eventDocument(getEvent(db, input.eventId), 'rundown', input.language);
    const bytes = await rundownFile(db, input.eventId, input);
    return { document: await context.shell.saveDocument(fileName(title, input.format), bytes) };
  }),
  cueSheet: api.rundownEditor.cueSheet.handler(async ({ context, input }) => {
    const shown = timings(context, input.eventId);
    const fonts = await fontFiles(context.shell.fontFolder);
    const title = eventDocument(shown.event, 'cueSheet', input.language);
    return saveSheets(context, title, drawCueSheet(shown, input.language, fonts));
  }),
  report: api.rundownEditor.report.handler(async ({ context, input }) => {
    const shown = timings(context, input.eventId);
    const report = showReport(shown.timings);
    const title = eventDocument(shown.event, 'report', input.language);
    if (input.format === 'csv') {
      const bytes = writeCsv(reportRows(report, shown.event.zone, input.language));
      return { document: await context.shell.saveDocument(fileName(title, 'csv'), bytes) };
    }
    const fonts = await fontFiles(context.shell.fontFolder);
    return saveSheets(context, title, drawReport(report, shown, input.language, fonts));
  }),
};
