import { mkdtempSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type FontFiles, fontFiles } from '../electron/store/fontFiles';
import { bundledFonts } from '../shared/domain/fonts';

const require = createRequire(import.meta.url);

let made: string | undefined;

/** A folder with the real bundled fonts, from the packages that the build takes them from. */
export function testFontFolder(): string {
  if (made !== undefined) return made;
  const folder = mkdtempSync(path.join(tmpdir(), 'stagedoor-fonts-'));
  for (const font of bundledFonts) {
    const source = path.dirname(require.resolve(`${font.package}/package.json`));
    symlinkSync(path.join(source, font.path), path.join(folder, font.file));
  }
  made = folder;
  return folder;
}

export function testFonts(): Promise<FontFiles> {
  return fontFiles(testFontFolder());
}
