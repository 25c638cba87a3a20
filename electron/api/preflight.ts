import { setImmediate as turn } from 'node:timers/promises';
import type { EventId } from '../../shared/contract/ids';
import {
  type PreflightFinding as Finding,
  type PreflightPerson,
  type PreflightStep,
  TemplateId,
} from '../../shared/contract/templates';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import { blocks, findingsOf, type PreflightFinding, riskOf } from '../../shared/domain/preflight';
import { serialBy } from '../../shared/domain/serialPattern';
import { drawnText } from '../../shared/domain/textLayout';
import { type CertificateFrame, certificateFrame, fieldsOf, judgeRecipient } from '../store/certificateIssue';
import { getEvent } from '../store/events';
import { fontFiles } from '../store/fontFiles';
import { type GraduateRow, listGraduates } from '../store/graduates';
import { problemOf } from './certificates';
import type { AppContext } from './context';
import { inTurns } from './paperRun';

export interface Due {
  readonly eventId: EventId;
  readonly kind: TemplateKind;
}

/** A person with what was found, and what they were judged from. */
export interface Checked {
  readonly graduate: GraduateRow;
  readonly findings: readonly PreflightFinding[];
  readonly risk: number;
}

/** Looks at everybody due, a few at a time so that a scan gets its turn; the riskiest first. */
export async function* check(
  context: AppContext,
  { eventId, kind }: Due,
  signal: AbortSignal | undefined,
): AsyncGenerator<
  Extract<PreflightStep, { kind: 'progress' }>,
  { readonly frame: CertificateFrame; readonly checked: readonly Checked[] }
> {
  const fonts = await fontFiles(context.shell.fontFolder);
  const { db } = context.program();
  const frame = certificateFrame(db, getEvent(db, eventId), fonts, kind);
  await turn();
  const graduates = listGraduates(db, eventId, kind);
  await turn();
  const namesakes = new Map<string, number>();
  for (const { name } of graduates) {
    namesakes.set(drawnText(name), (namesakes.get(drawnText(name)) ?? 0) + 1);
  }
  const one = (graduate: GraduateRow): Checked => {
    const findings = findingsOf(frame.template.body, {
      fields: fieldsOf(frame, graduate, serialBy(frame.serials, 0)),
      judgement: judgeRecipient(frame, graduate),
      present: graduate.present,
      issued: graduate.certificate?.serial,
      others: (namesakes.get(drawnText(graduate.name)) ?? 1) - 1,
    });
    return { graduate, findings, risk: riskOf(findings, graduate.name) };
  };
  const steps = inTurns(graduates, one, signal);
  for (;;) {
    const step = await steps.next();
    if (step.done) return { frame, checked: step.value.toSorted((a, b) => b.risk - a.risk) };
    const { value } = step;
    if (value.kind === 'progress') yield { kind: 'progress', done: value.done, total: value.total };
  }
}

function asFinding(finding: PreflightFinding): Finding {
  if (blocks(finding)) return problemOf(finding);
  switch (finding.kind) {
    case 'oddCharacters':
      return { ...finding, characters: [...finding.characters] };
    case 'leftOut':
      return { ...finding, fields: [...finding.fields] };
    default:
      return finding;
  }
}

function asPerson({ graduate, findings, risk }: Checked): PreflightPerson {
  const { attendeeId, name, nameLatin, affiliation } = graduate;
  return { attendeeId, name, nameLatin, affiliation, findings: findings.map(asFinding), risk };
}

export async function* preflight(
  context: AppContext,
  due: Due,
  signal: AbortSignal | undefined,
): AsyncGenerator<PreflightStep> {
  const { frame, checked } = yield* check(context, due, signal);
  const { id, version, body } = frame.template;
  yield {
    kind: 'done',
    people: checked.map(asPerson),
    template: { id: TemplateId.parse(id), version, name: body.name, nameEn: body.nameEn },
  };
}
