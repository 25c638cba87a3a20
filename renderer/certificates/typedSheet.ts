import type { SpoolSheet } from '../../shared/contract/spool';

/** The sheet that was typed by its serial, or by the end of it; undefined where it is none of them, or several. */
export function typedSheet(sheets: readonly SpoolSheet[], typed: string): SpoolSheet | undefined {
  const text = typed
    .trim()
    .toUpperCase()
    .replace(/^NO\.?\s*/, '');
  if (text === '') return undefined;
  const exact = sheets.find(({ serial }) => serial.toUpperCase() === text);
  const ending = sheets.filter(({ serial }) => serial.toUpperCase().endsWith(text));
  const numbered = sheets.filter(({ number }) => String(number) === text);
  if (exact) return exact;
  if (ending.length === 1) return ending[0];
  return numbered[0];
}
