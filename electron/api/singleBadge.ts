import type { BadgePaper } from '../../shared/contract/desk';
import type { AttendeeId } from '../../shared/contract/ids';
import { badgePapers, badgeProblem, drawOneBadge } from '../../shared/domain/badgeSheet';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { Refusal } from '../../shared/domain/refusal';
import type { RevokeReason } from '../../shared/domain/verdict';
import { badgeHolder, markBadgesPrinted } from '../store/badgeHolders';
import { issueMissingBadges, replaceBadge } from '../store/badges';
import { transaction } from '../store/db';
import { fontFiles } from '../store/fontFiles';
import { requireMeta, setMeta } from '../store/meta';
import type { AppContext } from './context';
import { documentWord } from './documentTitle';
import { fileName } from './fileName';
import { asJob, requirePrinter, sendOff } from './paperRun';

interface SingleBadge {
  readonly attendeeId: AttendeeId;
  readonly replace: RevokeReason | null;
  readonly paper: BadgePaper;
  readonly printer: string | null;
  readonly language: FileLanguage;
}

/**
 * Puts one badge on paper or into a PDF; gives the document's name. The old badge is stopped before anything is printed, so
 * that a printer that fails leaves no second valid badge; printing again then prints the fresh one.
 */
export async function printSingleBadge(context: AppContext, badge: SingleBadge): Promise<string | null> {
  const program = context.program();
  const { db } = program;
  if (badge.printer !== null) await requirePrinter(context, badge.printer);
  const metrics = await fontFiles(context.shell.fontFolder);
  if (badge.replace !== null) replaceBadge(db, badge.attendeeId, badge.replace, program.now());
  else transaction(db, () => issueMissingBadges(db, program.now()));
  setMeta(db, 'badge.paper', badge.paper);
  context.changed('badges');
  const holder = badgeHolder(db, badge.attendeeId);
  if (badgeProblem(holder, metrics)?.instead === 'nothing')
    throw new Refusal('badge.noLetters', { name: holder.name });
  const name = requireMeta(db, 'program.name');
  const drawn = drawOneBadge(holder, name, badge.paper, metrics);
  const { width, height } = badgePapers[badge.paper];
  const title = `${holder.name} ${documentWord('badge', badge.language)}`;
  const job = asJob(title, { widthMm: width, heightMm: height }, [
    { pages: [drawn.svg], faces: drawn.faces },
  ]);
  const to =
    badge.printer === null
      ? ({ kind: 'pdf', name: fileName(title, 'pdf') } as const)
      : ({ kind: 'printer', printer: badge.printer } as const);
  let document: string | null = null;
  for await (const step of sendOff(context, program, 'badges', job, to, 0, undefined)) {
    if (step.kind === 'done') document = step.document;
  }
  transaction(db, () => markBadgesPrinted(db, [holder.code], program.now()));
  context.changed('badges');
  return document;
}
