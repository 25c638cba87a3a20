import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, shell } from 'electron';

/** The app's folder in the user's documents: programs and what is printed to PDF lie there. */
export function documentFolder(): string {
  return path.join(app.getPath('documents'), 'Stagedoor');
}

/**
 * Writes a new file there, or into a folder of that name in it, with a number after the name where it is taken; gives the name
 * it got, with its folder's before it.
 */
export async function saveDocument(name: string, bytes: Uint8Array, inFolder?: string): Promise<string> {
  const under = inFolder === undefined ? '' : path.basename(inFolder);
  const folder = path.join(documentFolder(), under);
  await mkdir(folder, { recursive: true });
  const { name: stem, ext } = path.parse(path.basename(name));
  for (let number = 1; ; number++) {
    const attempt = number === 1 ? `${stem}${ext}` : `${stem} (${number})${ext}`;
    try {
      const file = await open(path.join(folder, attempt), 'wx');
      try {
        await file.writeFile(bytes);
      } finally {
        await file.close();
      }
      return path.join(under, attempt);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Shows a document by the name that `saveDocument` gave. Nothing outside of the app's folder can be named. */
export function showDocument(name: string): void {
  const folder = documentFolder();
  const file = path.resolve(folder, name);
  shell.showItemInFolder(file.startsWith(folder + path.sep) ? file : folder);
}

const filters = [{ name: 'Stagedoor', extensions: ['stagedoor'] }];

export async function pickProgram(): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog({ filters, properties: ['openFile'] });
  return filePaths[0];
}

export async function pickNewProgram(suggestedName: string): Promise<string | undefined> {
  const { filePath } = await dialog.showSaveDialog({
    filters,
    defaultPath: path.join(documentFolder(), `${suggestedName}.stagedoor`),
  });
  return filePath || undefined;
}
