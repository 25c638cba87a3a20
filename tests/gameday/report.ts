/** What explains the figures. */
export interface Details {
  readonly seconds: number;
  readonly verdicts: Readonly<Record<string, number>>;
  /** Scans that were stored though their verdict was not seen: overtaken on screen, or the laptop died. */
  readonly unseen: readonly string[];
  readonly wrong: readonly string[];
  readonly mc: unknown;
  /** Sheets of the first run that do not lie in the order of the call. */
  readonly outOfCallOrder: number;
  readonly faults: readonly unknown[];
  /** Faults that can't be made on this machine, and why. */
  readonly faultsNotHere: readonly unknown[];
  /** Errors in the app's log that nothing in it caught. */
  readonly uncaught: readonly string[];
}

/** What a game day comes to; the form is fixed, and what lies beyond it explains it. */
export interface Report {
  readonly seed: number;
  readonly scans: {
    /** Verdicts that were shown. */
    readonly answered: number;
    /** Scans in the journal. */
    readonly stored: number;
    /** Shown, but not stored, or stored with another verdict. */
    readonly lost: number;
    /** Stored once too often: a reading twice, or somebody let in twice. */
    readonly double: number;
  };
  readonly wrongVerdicts: number;
  readonly certificates: { readonly printed: number; readonly missing: number; readonly twice: number };
  readonly mcWrongSeconds: number;
  readonly faults: { readonly injected: number; readonly survived: number };
  readonly longestVerdictMs: number;
  readonly details: Details;
}

/** Why the day is not passed; nothing where it is. */
export function failuresOf(report: Report): readonly string[] {
  const { scans, wrongVerdicts, certificates, mcWrongSeconds, faults, details } = report;
  const none: readonly (readonly [count: number, what: string])[] = [
    [scans.lost, 'scans lost'],
    [scans.double, 'scans double'],
    [wrongVerdicts, 'wrong verdicts'],
    [certificates.missing, 'certificates missing'],
    [certificates.twice, 'certificates twice'],
    [mcWrongSeconds, 's of wrong time on the MC’s window'],
    [faults.injected - faults.survived, 'faults not survived'],
    [details.outOfCallOrder, 'certificates out of the order of the call'],
    [details.uncaught.length, 'errors that the app did not expect'],
  ];
  return none.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
}
