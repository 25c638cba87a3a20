import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import log from 'electron-log/node';
import { uuidv7 } from 'uuidv7';
import { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { transaction } from '../store/db';
import { getMeta, setMeta } from '../store/meta';
import { asProgram, clockSetting, type Program, placeOfProgram, setRehearsalClock } from '../store/program';
import {
  copyProgramFile,
  createProgramFile,
  holdProgram,
  openProgramFile,
  removeProgramFile,
} from '../store/programFile';
import type { SealKey } from '../store/sealKey';
import {
  closeProgram,
  copySealedProgram,
  isLeftOpen,
  isSealedBy,
  openSealedProgram,
} from '../store/workingCopy';
import type { AppContext } from './context';
import { recoverBeside, recoverSealed } from './recovery';

const firstNames = { name: '새 프로그램', nameEn: 'New program' };
const ending = '.stagedoor';

/** Opens a program file in place of the one that is open; the next start opens it again. */
export function openProgram(context: AppContext, file: string): void {
  if (!isOpen(context, file)) replace(context, () => asProgram(openProgramFile(file, true), file));
  context.shell.rememberProgram(file);
  context.changed(...Topic.options);
}

/** The same; where the program is sealed its passphrase is asked for. */
export function openOrAsk(context: AppContext, file: string): void {
  try {
    openProgram(context, file);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== 'program.sealed') throw error;
    context.vault.ask(file);
  }
}

/** The same; of one that is damaged what can be read is opened as a new one, and what the page is to say stands in the start. */
export function openOrRecover(context: AppContext, file: string): void {
  try {
    openOrAsk(context, file);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== 'program.damaged') throw error;
    const recovered = recoverBeside(context, file, freeName);
    if (recovered === undefined) throw error;
    openProgram(context, recovered);
  }
}

/**
 * Opens a sealed program by its key in place of the one that is open. Where its working copy is damaged, what can be read of it is
 * opened as a new one, or else what is sealed; what the page is to say stands in the start.
 */
export function openSealed(context: AppContext, file: string, key: SealKey): void {
  const left = isLeftOpen(context.shell.vaultFolder, file);
  try {
    exchangeSealed(context, file, key);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== 'program.damaged') throw error;
    const instead = recoverSealed(context, file, key, left, freeName);
    if (instead === undefined) throw error;
    exchangeSealed(context, instead, key);
  }
}

function exchangeSealed(context: AppContext, file: string, key: SealKey): void {
  replace(context, () => openSealedProgram(context.shell.vaultFolder, file, key));
  context.shell.rememberProgram(file);
  context.changed(...Topic.options);
}

/** Closes a program for good, or in favour of another. One that could not be sealed again says so; its copy stays, and is found again. */
export function leaveProgram(context: AppContext, program: Program): void {
  try {
    closeProgram(program);
  } catch (error) {
    if (!program.sealed) throw error;
    log.error('a program could not be sealed', error);
    context.start.refusal = {
      reason: 'vault.notSealedBack',
      params: { file: path.basename(placeOfProgram(program)) },
    };
  }
}

/** Makes an empty program at `file`, with the ending that programs have, and opens it. */
export function createProgram(
  context: AppContext,
  file: string,
  names: { readonly name: string; readonly nameEn: string },
): void {
  const whole = file.endsWith(ending) ? file : file + ending;
  replace(context, () => asProgram(holdProgram(createProgramFile(whole, names, Date.now()), whole), whole));
  context.shell.rememberProgram(whole);
  context.changed(...Topic.options);
}

/**
 * What a start opens: of `files` (the one asked for, the one open last) the first that can be opened; a new, empty
 * program where none can. A file that can't is left as it is, and the page says why the first one couldn't.
 */
export function openFirstProgram(context: AppContext, files: readonly string[]): void {
  for (const file of files) {
    if (tryOpen(context, file)) return;
  }
  createProgram(context, freeName(context.shell.programFolder, firstNames.name), firstNames);
}

/** Opens a file that the system handed over while the app runs; the page says why where it can't be opened. Only the organizer changes what is open. */
export function openHandedOver(context: AppContext, file: string): void {
  if (context.caller().role !== 'organizer') return;
  context.start.refusal = undefined;
  if (!tryOpen(context, file)) context.changed('program');
}

function tryOpen(context: AppContext, file: string): boolean {
  try {
    openOrRecover(context, file);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log.warn(`a program is not opened: ${error.reason}`, error.cause ?? '');
    context.start.refusal ??= { reason: error.reason, params: error.params };
    return false;
  }
}

/** A path in `folder` that is not taken: `name.stagedoor`, `name (2).stagedoor` … */
export function freeName(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const file = path.join(folder, number === 1 ? `${name}${ending}` : `${name} (${number})${ending}`);
    if (!existsSync(file)) return file;
  }
}

function isOpen(context: AppContext, file: string): boolean {
  const open = openFile(context);
  return (
    open !== undefined && existsSync(file) && existsSync(open) && realpathSync(file) === realpathSync(open)
  );
}

function openFile(context: AppContext): string | undefined {
  try {
    return placeOfProgram(context.program());
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Exchanges the open program. A rehearsal's copy that is left for good is removed: it is full of people's data. */
function replace(context: AppContext, open: () => Program): void {
  const left = openFile(context);
  context.exchange(open);
  if (left && path.dirname(left) === context.shell.rehearsalFolder) removeProgramFile(left);
}

/** Copies the open program and opens the copy under a clock that shows `shown` (UTC ms) and runs at `speed`. */
export async function startRehearsal(context: AppContext, shown: number, speed: number): Promise<void> {
  const program = context.program();
  if (clockSetting(program.db).kind === 'rehearsal') {
    setRehearsalClock(program.db, shown, speed);
    context.changed(...Topic.options);
    return;
  }
  const { rehearsalFolder, vaultFolder } = context.shell;
  const copy = path.join(rehearsalFolder, path.basename(program.file));
  const { db: source, sealed } = program;
  if (sealed) await copySealedProgram(vaultFolder, { db: source, sealed }, copy);
  else await copyProgramFile(source, copy);
  replace(context, () => {
    const opened = sealed
      ? openSealedProgram(vaultFolder, copy, sealed.key)
      : asProgram(openProgramFile(copy, true), copy);
    const { db } = opened;
    transaction(db, () => {
      setRehearsalClock(db, shown, speed);
      setMeta(db, 'rehearsal.source', placeOfProgram(program));
      // What is rehearsed is never taken for what happened: another device wrote it.
      setMeta(db, 'device.id', uuidv7());
    });
    return opened;
  });
  context.shell.rememberProgram(copy);
  context.changed(...Topic.options);
}

/** Goes back to the program that was rehearsed; the copy is removed. A Refusal where the program is not there any more. */
export function endRehearsal(context: AppContext): void {
  const { db, sealed } = context.program();
  const source = getMeta(db, 'rehearsal.source');
  if (source === undefined) throw new Refusal('program.notRehearsal');
  if (!existsSync(source)) throw new Refusal('program.sourceGone', { file: path.basename(source) });
  if (sealed && isSealedBy(source, sealed.key)) openSealed(context, source, sealed.key);
  else openOrAsk(context, source);
}
