/**
 * Every reason for which the app says no. One sentence each in renderer/locales (`refusal.<reason>`) says what is wrong
 * and what to do next; a test sees to it that none is missing in either language.
 */
export const refusalReasons = [
  'program.notAProgram',
  'program.damaged',
  'program.newer',
  'program.cannotRead',
  'program.cannotWrite',
  'program.inUse',
  'program.none',
  'program.exists',
  'program.notRehearsal',
  'program.sourceGone',
  'program.sampleMissing',
  'backup.gone',
  'unexpected',
  'import.empty',
  'import.encoding',
  'import.tornQuote',
  'import.noKnownColumn',
  'import.unclearKind',
  'import.missingColumn',
  'import.columnTwice',
  'import.rowTooShort',
  'import.emptyCell',
  'import.emailTwice',
  'import.badEmail',
  'import.unknownEmail',
  'import.unknownEvent',
  'import.badTime',
  'import.hardStartWithoutTime',
  'import.shortestTooLong',
  'import.endsBeforeStart',
  'import.badNumber',
  'import.badChoice',
  'import.codeTwice',
  'import.noEvent',
  'import.showRuns',
  'import.tooLarge',
  'event.unknown',
  'attendee.unknown',
  'attendee.wrongDigits',
  'badge.noLetters',
  'walkIn.full',
  'walkIn.listed',
  'walkIn.notNow',
  'pin.none',
  'pin.wrong',
  'pin.wait',
  'scan.unknown',
  'scan.alreadyUndone',
  'scan.notAdmitted',
  'scan.notOverrulable',
  'scan.notDisputable',
  'rundown.empty',
  'rundown.alreadyStarted',
  'rundown.notRunning',
  'rundown.atFirst',
  'rundown.nothingToUndo',
  'rundown.nothingToRedo',
  'rundown.noSuchCue',
  'rundown.cueBegun',
  'rundown.isHeld',
  'rundown.notHeld',
  'rundown.noChange',
  'rundown.alreadyCalled',
  'rundown.noSuchMessage',
  'print.noPrinter',
  'print.failed',
  'print.nothing',
  'certificate.heldBack',
  'certificate.notDue',
  'key.locked',
  'key.wrongPassphrase',
  'key.notSealed',
  'key.notAKeyFile',
  'key.alreadyIssued',
  'template.unknown',
  'template.kind',
  'template.inUse',
  'template.savedMeanwhile',
  'template.fileNewer',
  'template.notATemplate',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

export type RefusalParams = Readonly<Record<string, string | number>>;

/** An expected failure, with a way on. Thrown by domain and store; the router turns it into the contract's REFUSED. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  readonly params: RefusalParams;

  constructor(reason: RefusalReason, params: RefusalParams = {}) {
    super(reason);
    this.name = 'Refusal';
    this.reason = reason;
    this.params = params;
  }
}
