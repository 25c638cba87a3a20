import type { RunStep } from '../../shared/contract/printing';
import { paperExtent } from '../../shared/domain/certificateTemplate';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import { drawProofList, markAsProof } from '../../shared/domain/proofSheet';
import { Refusal } from '../../shared/domain/refusal';
import { draftDrawing } from '../store/certificateIssue';
import type { AppContext } from './context';
import { documentWord, inEither } from './documentTitle';
import { fileName } from './fileName';
import { asJob, inTurns, sendOff } from './paperRun';
import { type Checked, check, type Due } from './preflight';

/** How many are looked at before the rest is printed. */
const riskiest = 10;

/** A PDF of the riskiest: a list of what to look at, then each sheet as it would print. */
export async function* proof(
  context: AppContext,
  due: Due & { readonly language: FileLanguage },
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const steps = check(context, due, signal);
  let step = await steps.next();
  while (!step.done) {
    yield { ...step.value, step: 'prepare' };
    step = await steps.next();
  }
  const { frame, checked } = step.value;
  const chosen = checked.filter(({ graduate }) => !graduate.certificate).slice(0, riskiest);
  if (chosen.length === 0) throw new Refusal('print.nothing');
  const { body } = frame.template;
  const { width, height } = paperExtent(body.paper);
  const rows = chosen.map(({ graduate, findings }) => ({ name: graduate.name, findings }));
  const { language } = due;
  const title = inEither(
    `${frame.program} ${body.name}`,
    `${frame.programEn} ${body.nameEn || body.name}`,
    language,
  );
  const called = `${title} ${documentWord('proof', language)}`;
  const list = drawProofList({ title, width, height, rows }, frame.fonts);
  const draw = (one: Checked) => {
    const { pages, faces } = draftDrawing(frame, one.graduate);
    const marked = pages.map((page) => markAsProof(page, chosen.indexOf(one) + 1, width, frame.fonts));
    return {
      pages: marked.map(({ svg }) => svg),
      faces: [...faces, ...marked.flatMap((page) => page.faces)],
    };
  };
  const sheets = yield* inTurns(chosen, draw, signal);
  const job = asJob(called, { widthMm: width, heightMm: height }, [list, ...sheets]);
  const name = fileName(`${called} ${frame.date}`, 'pdf');
  yield* sendOff(context, context.program(), 'certificates', job, { kind: 'pdf', name }, 0, signal);
}
