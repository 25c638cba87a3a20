/**
 * What an export writes so that no spreadsheet takes a name for a formula: a cell that begins with one of = + - @, a tab or a
 * CR gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection). So does one that looks guarded
 * already, so that `unguardCell` gives back exactly what was there.
 */
export function guardCell(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** What a guarded cell holds; any other is given back as it is. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
