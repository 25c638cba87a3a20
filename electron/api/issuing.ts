import type { CertificateChoice } from '../../shared/contract/certificates';
import type { AttendeeId, EventId } from '../../shared/contract/ids';
import type { RunStep } from '../../shared/contract/printing';
import { assertNever } from '../../shared/domain/assertNever';
import { callList, callsAfter } from '../../shared/domain/callOrder';
import type { TemplateKind } from '../../shared/domain/certificateTemplate';
import type { FileLanguage } from '../../shared/domain/ownFiles';
import type { PrintOrder } from '../../shared/domain/printOrder';
import { Refusal } from '../../shared/domain/refusal';
import { readNames } from '../store/callNames';
import {
  type CertificateFrame,
  certificateFrame,
  issueCertificate,
  whyHeldBack,
} from '../store/certificateIssue';
import { openDisputes } from '../store/disputes';
import { getEvent } from '../store/events';
import type { FontFiles } from '../store/fontFiles';
import { type GraduateRow, listGraduates } from '../store/graduates';
import { operatorName } from '../store/operator';
import { orderCertificates } from '../store/printOrder';
import type { Program } from '../store/program';
import { readCommands, readCues } from '../store/rundown';
import { inEither } from './documentTitle';
import { inTurns } from './paperRun';

export function readFrame(
  program: Program,
  { eventId, kind }: { readonly eventId: EventId; readonly kind: TemplateKind },
  fonts: FontFiles,
): CertificateFrame {
  return certificateFrame(program.db, getEvent(program.db, eventId), fonts, kind);
}

export function frameTitle(frame: CertificateFrame, language: FileLanguage): string {
  const { name, nameEn } = frame.template.body;
  return `${inEither(frame.program, frame.programEn, language)} ${inEither(name, nameEn, language)} ${frame.date}`;
}

/** Those of a run, in order of name. One person is named outright; they too must have come, or have one already. */
function choose(graduates: readonly GraduateRow[], choice: CertificateChoice): readonly GraduateRow[] {
  switch (choice.kind) {
    case 'present':
      return graduates.filter(({ present }) => present);
    case 'notPrinted':
      return graduates.filter(({ present, certificate }) => present && (certificate?.printed ?? 0) === 0);
    case 'one': {
      const one = graduates.find(({ attendeeId }) => attendeeId === choice.attendeeId);
      if (!one || !(one.present || one.certificate)) throw new Refusal('certificate.notDue');
      return [one];
    }
    default:
      return assertNever(choice);
  }
}

/** Whose certificates, and in which order. */
export interface Choice {
  readonly eventId: EventId;
  readonly kind: TemplateKind;
  readonly choice: CertificateChoice;
  readonly order: PrintOrder;
}

export interface Issued {
  /** Certificates, in the order asked for. */
  readonly numbers: readonly number[];
  /** People left out. */
  readonly heldBack: number;
}

/** Issues what is missing of a choice, a little at a time. What was issued by the time it is called off stays issued. */
export async function* issueChosen(
  program: Program,
  frame: CertificateFrame,
  { eventId, kind, choice, order }: Choice,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep, Issued> {
  const { db } = program;
  const by = operatorName(db);
  let heldBack = 0;
  const disputed = new Set<string>(openDisputes(db, eventId).map(({ person }) => person.id));
  const issue = (graduate: GraduateRow): number | undefined => {
    if (graduate.certificate) return graduate.certificate.number;
    // Somebody else may have come in with their badge: nothing is made out before that is settled.
    if (disputed.has(graduate.attendeeId)) {
      if (choice.kind === 'one') throw new Refusal('certificate.disputed', { name: graduate.name });
      heldBack++;
      return undefined;
    }
    if (whyHeldBack(frame, graduate)) {
      heldBack++;
      return undefined;
    }
    return issueCertificate(db, frame, graduate, program.now(), { by });
  };
  const chosen = choose(listGraduates(db, eventId, kind), choice);
  const issued = (yield* inTurns(chosen, issue, signal)).filter((number) => number !== undefined);
  if (issued.length === 0 && heldBack > 0) throw new Refusal('certificate.heldBack', { count: heldBack });
  return { numbers: orderCertificates(db, eventId, issued, order, callOrder(program, eventId)), heldBack };
}

/**
 * People in the order in which the stage calls their names: as they were called, and then as they are to be. Whoever came has
 * their place in it, for a sheet is printed for those too who have gone out for a moment.
 */
function callOrder({ db }: Program, eventId: EventId): readonly AttendeeId[] {
  const cues = readCues(db, eventId, null).filter(({ kind }) => kind === 'conferral');
  const commands = readCommands(db, eventId);
  return cues.flatMap((cue) => {
    const { called, waiting, passedOver } = callList(
      readNames(db, cue.id, null),
      callsAfter(cue, commands),
      null,
    );
    return [...called, ...waiting, ...passedOver].map(({ person }) => person.id);
  });
}
