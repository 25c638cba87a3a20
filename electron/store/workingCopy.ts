import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { Refusal } from '../../shared/domain/refusal';
import { connect, isOfSqlite, type WriteDb } from './db';
import { holdFile } from './hold';
import { asProgram, type Program, type SealedPlace } from './program';
import {
  closeProgramFile,
  copyProgramFile,
  openProgramFile,
  refusalOfFile,
  removeProgramFile,
} from './programFile';
import { readSealHeader, SealError, type SealHeader } from './sealHeader';
import { sealFile, unsealFile } from './sealing';
import { opens, type SealKey } from './sealKey';

/*
 * A sealed program is worked with as a plain copy in a folder of this machine's that only its owner may read, one folder a program,
 * named by the sealed file's id. When the program is closed the copy is sealed and the folder goes. What a power cut leaves there is
 * newer than the sealed file: it is what is opened the next time.
 */

const placeFile = 'place.json';
const Place = z.object({ sealed: z.string() });

const folderOf = (vault: string, id: string) => path.join(vault, id);

/** The working copy that was left in a folder, or undefined. */
function leftIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const [name] = readdirSync(folder).filter((one) => one.endsWith('.stagedoor') && !one.startsWith('.'));
  return name && path.join(folder, name);
}

/** The header of a sealed file. A Refusal where it is none, or can't be read. */
export function headerOf(file: string): SealHeader {
  const params = { file: path.basename(file) };
  try {
    const header = readSealHeader(file);
    if (!header) throw new Refusal('program.notAProgram', params);
    return header;
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new Refusal('program.cannotRead', params);
    throw asRefusal(error, params.file);
  }
}

/** Whether a file is a program that is sealed by that key. */
export function isSealedBy(file: string, key: SealKey): boolean {
  const header = readSealHeader(file);
  return header !== undefined && opens(key, header);
}

/** Whether this machine lost its power, or the app its life, while that program was open. */
export function isLeftOpen(vault: string, file: string): boolean {
  return leftIn(folderOf(vault, headerOf(file).id)) !== undefined;
}

/** The working copy that lies open for a sealed file; undefined where there is none. */
export function leftCopy(vault: string, file: string): string | undefined {
  return leftIn(folderOf(vault, headerOf(file).id));
}

/** Takes away the working copy of a sealed file that nobody has open. */
export function dropLeft(vault: string, file: string): void {
  rmSync(folderOf(vault, headerOf(file).id), { recursive: true, force: true });
}

/** Seals a damaged working copy as it is, with what its log holds, at `aside`; the copy stays. */
export function sealDamaged(copy: string, aside: string, key: SealKey): void {
  const whole = path.join(path.dirname(copy), `.${uuidv7()}.damaged`);
  try {
    copyFileSync(copy, whole);
    if (existsSync(`${copy}-wal`)) takeLogIn(copy, whole);
    sealFile(whole, aside, key, uuidv7());
  } finally {
    removeProgramFile(whole);
  }
}

/** Page by page: whether the pages make sense does not matter for that. */
function takeLogIn(copy: string, whole: string): void {
  try {
    copyFileSync(`${copy}-wal`, `${whole}-wal`);
    const raw = connect(whole, { readonly: false });
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.close();
  } catch (error) {
    if (!isOfSqlite(error)) throw error;
    // It can't even be opened: then its log says nothing either.
    copyFileSync(copy, whole);
  }
}

function asRefusal(error: unknown, file: string): unknown {
  if (!(error instanceof SealError)) return error;
  if (error.why === 'passphrase') return new Refusal('vault.wrongPassphrase', { file });
  return new Refusal(error.why === 'newer' ? 'vault.newer' : 'vault.damaged', { file });
}

function makeFolder(vault: string, id: string, sealed: string): string {
  const folder = folderOf(vault, id);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, placeFile), JSON.stringify({ sealed }), { mode: 0o600 });
  return folder;
}

/** Opens a sealed program by its key: what was left of it, or else what is sealed. A Refusal where that can't be. */
export function openSealedProgram(vault: string, file: string, key: SealKey): Program {
  const name = path.basename(file);
  const header = headerOf(file);
  if (!opens(key, header)) throw new Refusal('vault.wrongPassphrase', { file: name });
  let letGo = () => {};
  try {
    // Where it can't be sealed again it is not opened.
    accessSync(path.dirname(file), constants.W_OK);
    letGo = holdFile(file);
    const folder = makeFolder(vault, header.id, file);
    const left = leftIn(folder);
    const copy = left ?? path.join(folder, name);
    if (left === undefined) unsealFile(file, copy, key);
    return asProgram(openProgramFile(copy, true, { file, key }), copy, { file, id: header.id, key, letGo });
  } catch (error) {
    letGo();
    throw refusalOfFile(asRefusal(error, name), file);
  }
}

/** Closes a program; one that is sealed is sealed again, and its working copy goes. Throws where that can't be: then the copy stays. */
export function closeProgram({ db, file, sealed }: Program): void {
  try {
    closeProgramFile(db);
    if (!sealed) return;
    sealFile(file, sealed.file, sealed.key, sealed.id);
    rmSync(path.dirname(file), { recursive: true, force: true });
  } finally {
    sealed?.letGo();
  }
}

/** Seals a plain program that nobody has open, in its own place. */
export function sealInPlace(file: string, key: SealKey): void {
  sealFile(file, file, key, uuidv7());
}

/** Puts a sealed program that nobody has open into its place as a plain one. */
export function unsealInPlace(file: string, key: SealKey): void {
  unsealFile(file, file, key);
}

/** Makes a copy of an open sealed program at `to`, sealed by the same key under an id of its own, and opens it. */
export async function copySealedProgram(
  vault: string,
  from: { readonly db: WriteDb; readonly sealed: SealedPlace },
  to: string,
): Promise<void> {
  const id = uuidv7();
  const folder = makeFolder(vault, id, to);
  const plain = path.join(folder, path.basename(to));
  try {
    await copyProgramFile(from.db, plain);
    mkdirSync(path.dirname(to), { recursive: true });
    sealFile(plain, to, from.sealed.key, id);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes away working copies of rehearsals that never came to be. Any other may be all that there is of a program: it stays. */
export function sweepWorkingCopies(vault: string, rehearsals: string): void {
  if (!existsSync(vault)) return;
  for (const id of readdirSync(vault)) {
    const place = placeIn(path.join(vault, id));
    if (place === undefined || path.dirname(place) !== rehearsals) continue;
    if (!existsSync(place) || readSealHeader(place)?.id !== id) {
      rmSync(path.join(vault, id), { recursive: true, force: true });
    }
  }
}

function placeIn(folder: string): string | undefined {
  try {
    return Place.parse(JSON.parse(readFileSync(path.join(folder, placeFile), 'utf8'))).sealed;
  } catch {
    return undefined;
  }
}
