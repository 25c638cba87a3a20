import { randomUUID } from 'node:crypto';
import { constants, existsSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, shell } from 'electron';
import log from 'electron-log/node';

/** The app's folder in the user's documents: programs and what is printed to PDF lie there. */
export function documentFolder(): string {
  return path.join(app.getPath('documents'), 'Stagedoor');
}

/** Writes a new file there, with a number after the name where it is taken; gives the name it got. Whoever looks sees it whole or not at all. */
export async function saveDocument(name: string, bytes: Uint8Array): Promise<string> {
  const { name: stem, ext } = path.parse(path.basename(name));
  return finishedFirst(async (unfinished) => {
    await writeFile(unfinished, bytes, { flag: 'wx' });
    return firstFree(
      (number) => `${stem}${number}${ext}`,
      (place) => putInPlace(unfinished, place),
    );
  });
}

/** Writes files into a new folder there, with a number after its name where it is taken; where one fails, none is left. */
export async function saveFolder(
  name: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<string> {
  const stem = path.basename(name);
  return finishedFirst(async (unfinished) => {
    await mkdir(unfinished);
    for (const file of files) {
      await writeFile(path.join(unfinished, path.basename(file.name)), file.bytes, { flag: 'wx' });
    }
    return firstFree(
      (number) => `${stem}${number}`,
      (place) => moveFolder(unfinished, place),
    );
  });
}

/** Has something made in the folder under a name that nobody looks at; what is left of it there is removed, also where that fails. */
async function finishedFirst(make: (unfinished: string) => Promise<string>): Promise<string> {
  await mkdir(documentFolder(), { recursive: true });
  const unfinished = path.join(documentFolder(), `.${randomUUID()}.unfinished`);
  try {
    return await make(unfinished);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

const unfinishedName = /^\.[0-9a-f-]{36}\.unfinished$/;

/** Removes what a crash left unfinished there: it has people's names, and nobody would find it. Only at a start. */
export function sweepUnfinished(): void {
  const folder = documentFolder();
  try {
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder)) {
      if (unfinishedName.test(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
    }
  } catch (error) {
    // The door is opened all the same; the next start tries again.
    log.error('what was left unfinished could not be removed', error);
  }
}

const taken: ReadonlySet<unknown> = new Set(['EEXIST', 'ENOTEMPTY']);
const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** The first of `name`, `name (2)`, `name (3)` … that `put` finds free. */
async function firstFree(
  named: (number: string) => string,
  put: (place: string) => Promise<void>,
): Promise<string> {
  for (let number = 1; ; number++) {
    const attempt = named(number === 1 ? '' : ` (${number})`);
    try {
      await put(path.join(documentFolder(), attempt));
      return attempt;
    } catch (error) {
      if (!taken.has(codeOf(error))) throw error;
    }
  }
}

async function putInPlace(unfinished: string, place: string): Promise<void> {
  try {
    await link(unfinished, place);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    // A disk whose files have one name only, such as a USB stick's.
    await copyFile(unfinished, place, constants.COPYFILE_EXCL);
  }
}

async function moveFolder(unfinished: string, place: string): Promise<void> {
  if (existsSync(place)) throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' });
  await rename(unfinished, place);
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
