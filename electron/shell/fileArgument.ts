import path from 'node:path';

/** The program file named on the command line (the system opens one by double click this way), seen from `folder`. */
export function fileArgument(argv: readonly string[], folder: string): string | undefined {
  const name = argv.slice(1).find((arg) => arg.endsWith('.stagedoor') && !arg.startsWith('-'));
  return name && path.resolve(folder, name);
}
