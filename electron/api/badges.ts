import type { BadgeChoice } from '../../shared/contract/badges';
import type { RunStep } from '../../shared/contract/printing';
import { assertNever } from '../../shared/domain/assertNever';
import {
  badgeProblem,
  badgesASheet,
  drawBadgeSheet,
  sheetHeight,
  sheetWidth,
} from '../../shared/domain/badgeSheet';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import type { FontMetrics } from '../../shared/domain/textLayout';
import { type BadgeHolderRow, listBadgeHolders, markBadgesPrinted } from '../store/badgeHolders';
import { issueMissingBadges } from '../store/badges';
import { transaction } from '../store/db';
import { fontFiles } from '../store/fontFiles';
import { requireMeta } from '../store/meta';
import type { Program } from '../store/program';
import { api, refusing } from './base';
import type { AppContext } from './context';
import { documentWord, programTitle } from './documentTitle';
import { fileName } from './fileName';
import { asJob, type Destination, inTurns, requirePrinter, sendOff } from './paperRun';

function isChosen(holder: BadgeHolderRow, choice: BadgeChoice): boolean {
  switch (choice) {
    case 'everyone':
      return true;
    case 'participants':
      return holder.role === 'participant';
    case 'cast':
      return holder.role !== 'participant';
    case 'notPrinted':
      return holder.printedAt === null;
    default:
      return assertNever(choice);
  }
}

interface Sheets {
  readonly sheets: readonly (readonly BadgeHolderRow[])[];
  readonly badges: number;
  readonly heldBack: number;
}

/** The chosen badges, eight to a sheet; without those on which no name can be drawn. */
function chooseSheets(program: Program, choice: BadgeChoice, metrics: FontMetrics): Sheets {
  const chosen = listBadgeHolders(program.db).filter((holder) => isChosen(holder, choice));
  const drawn = chosen.filter((holder) => badgeProblem(holder, metrics)?.instead !== 'nothing');
  const sheets = Array.from({ length: Math.ceil(drawn.length / badgesASheet) }, (_, index) =>
    drawn.slice(index * badgesASheet, (index + 1) * badgesASheet),
  );
  return { sheets, badges: drawn.length, heldBack: chosen.length - drawn.length };
}

async function* runBadges(
  context: AppContext,
  { choice, language }: { readonly choice: BadgeChoice; readonly language: FileLanguage },
  to: (title: string) => Destination,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const program = context.program();
  const { db } = program;
  const metrics = await fontFiles(context.shell.fontFolder);
  const name = requireMeta(db, 'program.name');
  const title = `${programTitle(db, language)} ${documentWord('badges', language)}`;
  const destination = to(title);
  if (destination.kind === 'printer') await requirePrinter(context, destination.printer);
  transaction(db, () => issueMissingBadges(db, program.now()));
  const { sheets, heldBack } = chooseSheets(program, choice, metrics);
  const draw = (sheet: (typeof sheets)[number]) => {
    const { svg, faces } = drawBadgeSheet(sheet, name, metrics);
    return { pages: [svg], faces };
  };
  const pages = yield* inTurns(sheets, draw, signal);
  const job = asJob(title, { widthMm: sheetWidth, heightMm: sheetHeight }, pages);
  for await (const step of sendOff(context, program, 'badges', job, destination, heldBack, signal)) {
    if (step.kind === 'done') {
      const codes = sheets.flat().map(({ code }) => code);
      transaction(db, () => markBadgesPrinted(db, codes, program.now()));
      context.changed('badges');
    }
    yield step;
  }
}

export const badges = {
  list: api.badges.list.handler(async ({ context }) => {
    const metrics = await fontFiles(context.shell.fontFolder);
    return listBadgeHolders(context.program().db).map((holder) => {
      const { attendeeId, name, nameLatin, affiliation, role, printedAt } = holder;
      const problem = badgeProblem(holder, metrics);
      return {
        attendeeId,
        name,
        nameLatin,
        affiliation,
        role,
        printedAt,
        problem: problem ? { ...problem, characters: [...problem.characters] } : null,
      };
    });
  }),
  preview: api.badges.preview.handler(async ({ context, input }) => {
    const program = context.program();
    const metrics = await fontFiles(context.shell.fontFolder);
    const { sheets, badges: count } = chooseSheets(program, input.choice, metrics);
    const sheet = sheets[Math.min(input.sheet, sheets.length - 1)] ?? [];
    const { svg } = drawBadgeSheet(sheet, requireMeta(program.db, 'program.name'), metrics);
    return { svg, sheets: sheets.length, badges: count };
  }),
  makeSheet: api.badges.makeSheet.handler(({ context, input, signal, errors, path }) =>
    refusing(
      runBadges(context, input, (title) => ({ kind: 'pdf', name: fileName(title, 'pdf') }), signal),
      { errors, path, signal },
    ),
  ),
  print: api.badges.print.handler(({ context, input, signal, errors, path }) =>
    refusing(
      runBadges(context, input, () => ({ kind: 'printer', printer: input.printer }), signal),
      { errors, path, signal },
    ),
  ),
};
