import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, shell } from 'electron';

/** The app's folder in the user's documents: programs and what is printed to PDF lie there. */
export function documentFolder(): string {
  return path.join(app.getPath('documents'), 'Stagedoor');
}

/** Writes a new file there, with a number after the name where it is taken; gives the name it got. */
export async function saveDocument(name: string, bytes: Uint8Array): Promise<string> {
  const folder = documentFolder();
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
      return attempt;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

export function showDocument(name: string): void {
  shell.showItemInFolder(path.join(documentFolder(), path.basename(name)));
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
