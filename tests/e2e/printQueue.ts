import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The real CUPS queue that the set-up made. */
export function testPrinter(): string {
  const name = process.env.STAGEDOOR_TEST_PRINTER;
  if (!name) throw new Error('STAGEDOOR_TEST_PRINTER names no queue: start the tests with npm test');
  return name;
}

function text(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
}

/** The numbers of every job that the queue has had and not forgotten. */
export function jobsOf(printer: string): readonly number[] {
  const lines = text('lpstat', ['-W', 'all', '-o', printer]).split('\n');
  return lines.flatMap((line) => {
    const number = new RegExp(`^${printer}-(\\d+)\\s`).exec(line)?.[1];
    return number ? [Number(number)] : [];
  });
}

/** What the queue received as one job: CUPS's own spool file, not what the app says it sent. */
export interface SpooledJob {
  readonly file: string;
  readonly pages: number;
  /** Of the first page, in points. */
  readonly size: { readonly width: number; readonly height: number };
}

/** Reads a job's spool file (a PDF, as Chromium sends it). */
export function spooled(job: number): SpooledJob {
  const file = `/var/spool/cups/d${String(job).padStart(5, '0')}-001`;
  readFileSync(file);
  return { file, ...pdfFacts(file) };
}

/** Page count and size of the first page of a PDF, by pdfinfo. */
export function pdfFacts(file: string): Omit<SpooledJob, 'file'> {
  const info = text('pdfinfo', [file]);
  const pages = Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]);
  const size = /^Page size:\s+([\d.]+) x ([\d.]+)/m.exec(info);
  return { pages, size: { width: Number(size?.[1]), height: Number(size?.[2]) } };
}

/** The text of a PDF's page (the first is 1), by pdftotext. */
export function pdfText(file: string, page: number): string {
  return text('pdftotext', ['-f', String(page), '-l', String(page), '-layout', file, '-']);
}

/** The fonts of a PDF by pdffonts: name, type, and whether it is embedded. */
export function pdfFonts(
  file: string,
): readonly { readonly name: string; readonly type: string; readonly embedded: boolean }[] {
  return text('pdffonts', [file])
    .split('\n')
    .slice(2)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', type = '', embedded] = /^(\S+)\s+(.+?)\s{2,}\S+.*?\s(yes|no)\s/.exec(line) ?? [];
      return { name, type: type.trim(), embedded: embedded === 'yes' };
    });
}

/**
 * Every code that zbarimg reads from the pages of a PDF, each once. It fails on a code now and then where the pixels fall
 * badly at one resolution, as a camera fails on a frame: the pages are drawn at two.
 */
export function pdfCodes(file: string): readonly string[] {
  const script =
    'd=$(mktemp -d); pdftoppm -gray -r "$2" "$1" "$d/p" && zbarimg -q --raw "$d"/* 2>"$d/err"; rm -rf "$d"';
  const lines = [150, 210].flatMap((dpi) =>
    execFileSync('sh', ['-c', script, 'sh', file, String(dpi)], { encoding: 'utf8', maxBuffer: 1e8 }).split(
      '\n',
    ),
  );
  return [...new Set(lines)].filter((line) => line !== '');
}
