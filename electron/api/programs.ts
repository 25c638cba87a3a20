import { existsSync } from 'node:fs';
import path from 'node:path';
import { Topic } from '../../shared/contract/program';
import { Refusal } from '../../shared/domain/refusal';
import { getMeta, setMeta } from '../store/meta';
import { asProgram, clockSetting, setRehearsalClock } from '../store/program';
import { copyProgramFile, createProgramFile, openProgramFile, removeProgramFile } from '../store/programFile';
import type { AppContext } from './context';

const firstNames = { name: '새 프로그램', nameEn: 'New program' };

/** Opens a program file in place of the one that is open; the next start opens it again. */
export function openProgram(context: AppContext, file: string): void {
  context.exchange(() => asProgram(openProgramFile(file), file));
  context.shell.rememberProgram(file);
  context.changed(...Topic.options);
}

/** Makes an empty program at `file` and opens it. */
export function createProgram(
  context: AppContext,
  file: string,
  names: { readonly name: string; readonly nameEn: string },
): void {
  context.exchange(() => asProgram(createProgramFile(file, names, Date.now()), file));
  context.shell.rememberProgram(file);
  context.changed(...Topic.options);
}

/**
 * What a start opens: the file asked for or the last one; a new, empty program where there is none. A file that can't be
 * opened is left as it is, and the page says so over a new program.
 */
export function openFirstProgram(context: AppContext, file: string | undefined): void {
  if (file && existsSync(file)) {
    try {
      openProgram(context, file);
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      context.startRefusal = { reason: error.reason, params: error.params };
    }
  }
  createProgram(context, freeName(context.shell.programFolder, firstNames.name), firstNames);
}

/** A path in `folder` that is not taken: `name.stagedoor`, `name (2).stagedoor` … */
export function freeName(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const file = path.join(folder, number === 1 ? `${name}.stagedoor` : `${name} (${number}).stagedoor`);
    if (!existsSync(file)) return file;
  }
}

/** Copies the open program and opens the copy under a clock that shows `shown` (UTC ms) and runs at `speed`. */
export async function startRehearsal(context: AppContext, shown: number, speed: number): Promise<void> {
  const program = context.program();
  if (clockSetting(program.db).kind === 'rehearsal') {
    setRehearsalClock(program.db, shown, speed);
    context.changed(...Topic.options);
    return;
  }
  const copy = path.join(context.shell.rehearsalFolder, path.basename(program.file));
  await copyProgramFile(program.db, copy);
  const db = openProgramFile(copy);
  setRehearsalClock(db, shown, speed);
  setMeta(db, 'rehearsal.source', program.file);
  context.exchange(() => asProgram(db, copy));
  context.shell.rememberProgram(copy);
  context.changed(...Topic.options);
}

/** Goes back to the program that was rehearsed; the copy is removed. */
export function endRehearsal(context: AppContext): void {
  const { db, file } = context.program();
  const source = getMeta(db, 'rehearsal.source');
  if (source === undefined) throw new Refusal('program.notRehearsal');
  openProgram(context, source);
  removeProgramFile(file);
}
