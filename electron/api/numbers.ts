import path from 'node:path';
import type { ProgramNumbers } from '../../shared/contract/numbers';
import { Refusal } from '../../shared/domain/refusal';
import { inLanguage, type WrapUp, wrapUpMarkdown, wrapUpWords } from '../../shared/domain/wrapUp';
import { drawWrapUp } from '../../shared/domain/wrapUpSheet';
import { readBeside } from '../store/beside';
import { fontFiles } from '../store/fontFiles';
import { requireMeta } from '../store/meta';
import { programNumbers } from '../store/numbers';
import { api } from './base';
import type { AppContext } from './context';
import { fileName } from './fileName';
import { asJob, pdfOf } from './paperRun';

/** The programs that were opened beside the open one, as they were read: their files are not kept open. */
const beside = new WeakMap<AppContext['topics'], ReadonlyMap<string, ProgramNumbers>>();

async function read(context: AppContext): Promise<WrapUp> {
  const { db, file, now } = context.program();
  const own = await programNumbers(db, path.basename(file));
  const others = [...(beside.get(context.topics)?.values() ?? [])].filter(({ id }) => id !== own.id);
  return { own, others, now: now() };
}

export const numbers = {
  read: api.numbers.read.handler(async ({ context }) => {
    const { own, others } = await read(context);
    return { own, others };
  }),
  addBeside: api.numbers.addBeside.handler(async ({ context }) => {
    const file = await context.shell.pickProgram();
    if (!file) return false;
    const other = await readBeside(file, (db) => programNumbers(db, path.basename(file)));
    // A copy of the open program would count everybody twice.
    if (other.id === requireMeta(context.program().db, 'program.id'))
      throw new Refusal('numbers.same', { file: other.file });
    beside.set(context.topics, new Map(beside.get(context.topics)).set(other.id, other));
    context.changed('program');
    return true;
  }),
  removeBeside: api.numbers.removeBeside.handler(({ context, input }) => {
    beside.set(
      context.topics,
      new Map([...(beside.get(context.topics) ?? [])].filter(([id]) => id !== input.id)),
    );
    context.changed('program');
  }),
  report: api.numbers.report.handler(async ({ context, input: { format, language } }) => {
    const report = await read(context);
    const name = inLanguage(report.own.name, report.own.nameEn, language);
    const title = `${name} ${wrapUpWords[language].title}`;
    if (format === 'md') {
      const bytes = new TextEncoder().encode(wrapUpMarkdown(report, language));
      return { document: await context.shell.saveDocument(fileName(title, 'md'), bytes) };
    }
    const sheets = drawWrapUp(report, language, await fontFiles(context.shell.fontFolder));
    const pdf = await pdfOf(context, asJob(title, sheets, [sheets]));
    return { document: await context.shell.saveDocument(fileName(title, 'pdf'), pdf) };
  }),
};
