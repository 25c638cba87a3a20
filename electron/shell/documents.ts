import { mkdir, open, rm, writeFile } from 'node:fs/promises';
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

/** Writes files into a new folder there, with a number after its name where it is taken; where one fails, none is left. */
export async function saveFolder(
  name: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<string> {
  await mkdir(documentFolder(), { recursive: true });
  const stem = path.basename(name);
  for (let number = 1; ; number++) {
    const attempt = number === 1 ? stem : `${stem} (${number})`;
    const folder = path.join(documentFolder(), attempt);
    try {
      await mkdir(folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw error;
    }
    try {
      for (const file of files) {
        await writeFile(path.join(folder, path.basename(file.name)), file.bytes, { flag: 'wx' });
      }
      return attempt;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
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

export async function pickFolder(): Promise<string | undefined> {
  const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] });
  return filePaths[0];
}

export async function pickNewProgram(suggestedName: string): Promise<string | undefined> {
  const { filePath } = await dialog.showSaveDialog({
    filters,
    defaultPath: path.join(documentFolder(), `${suggestedName}.stagedoor`),
  });
  return filePath || undefined;
}
