import path from 'node:path';
import log from 'electron-log/node';
import { Topic } from '../../shared/contract/program';
import type { VaultState } from '../../shared/contract/vault';
import { Refusal } from '../../shared/domain/refusal';
import { asProgram, clockSetting, type Program, placeOfProgram } from '../store/program';
import { openProgramFile, refusalOfFile } from '../store/programFile';
import { SealError } from '../store/sealHeader';
import { newSealKey, openSealKey, type SealKey } from '../store/sealKey';
import {
  closeProgram,
  headerOf,
  isLeftOpen,
  openSealedProgram,
  sealInPlace,
  unsealInPlace,
} from '../store/workingCopy';
import type { AppContext } from './context';
import { openFirstProgram, openSealed } from './programs';
import { resealBackups } from './sealedBackups';

/** Programs that are sealed by a passphrase: which one is to be opened, and the open one's own. One a process. */
export interface VaultDesk {
  state(): VaultState;
  /** A sealed program is to be opened. */
  ask(file: string): void;
  open(passphrase: string): Promise<void>;
  leave(): void;
  set(passphrase: string | null, current: string | null): Promise<{ backups: number; placesGone: number }>;
}

export function createVaultDesk(context: AppContext): VaultDesk {
  let asked: { readonly file: string; readonly left: boolean } | undefined;
  const become = (next: typeof asked) => {
    asked = next;
    context.changed('program');
  };
  return {
    state: () => ({
      asked: asked ? { file: path.basename(asked.file), left: asked.left } : null,
      sealed: context.isOpen() && context.program().sealed !== undefined,
      open: context.isOpen(),
    }),
    ask(file) {
      become({ file, left: isLeftOpen(context.shell.vaultFolder, file) });
    },
    async open(passphrase) {
      const mine = asked;
      if (!mine) throw new Refusal('vault.nothingAsked');
      const key = await keyOf(mine.file, passphrase);
      if (asked !== mine) return;
      openSealed(context, mine.file, key);
      become(undefined);
    },
    leave() {
      if (!asked) return;
      become(undefined);
      if (!context.isOpen()) openFirstProgram(context, []);
    },
    async set(passphrase, current) {
      const program = context.program();
      if (clockSetting(program.db).kind === 'rehearsal' || context.stations.link())
        throw new Refusal('vault.notHere');
      const before = program.sealed;
      if (before) await keyOf(before.file, current ?? '');
      const next = passphrase === null ? undefined : await newSealKey(passphrase, context.shell.sealCost);
      // Another program was opened meanwhile.
      if (context.program() !== program) throw new Refusal('vault.nothingAsked');
      exchangeSeal(context, placeOfProgram(program), before?.key, next);
      context.changed(...Topic.options);
      const done = await resealBackups(context, before?.key, next);
      await context.backups.refresh();
      return done;
    },
  };
}

/** Closes the open program, which lies at `file`, and opens it again sealed by another key, or by none. What fails leaves it as it was. */
function exchangeSeal(
  context: AppContext,
  file: string,
  before: SealKey | undefined,
  next: SealKey | undefined,
): void {
  const { vaultFolder } = context.shell;
  const reopen = (key: SealKey | undefined): Program =>
    key ? openSealedProgram(vaultFolder, file, key) : asProgram(openProgramFile(file, true), file);
  context.close();
  let key = before;
  try {
    if (before && isLeftOpen(vaultFolder, file))
      throw new Refusal('vault.notSealedBack', { file: path.basename(file) });
    if (next) exchangeKey(vaultFolder, file, before, next);
    else if (before) unsealInPlace(file, before);
    key = next;
  } catch (error) {
    throw refusalOfFile(error, file);
  } finally {
    reopenAs(context, file, () => reopen(key));
  }
}

/** Opens the program again. Where that can't be, it is not given up: its passphrase is asked for. */
function reopenAs(context: AppContext, file: string, open: () => Program): void {
  try {
    context.exchange(open);
  } catch (error) {
    log.error('a program could not be opened again', error);
    openFirstProgram(context, [file]);
  }
}

/** Seals a program that nobody has open by another key. */
function exchangeKey(vaultFolder: string, file: string, before: SealKey | undefined, next: SealKey): void {
  if (!before) sealInPlace(file, next);
  else closeProgram(withKey(openSealedProgram(vaultFolder, file, before), next));
}

function withKey(program: Program, key: SealKey): Program {
  return program.sealed ? { ...program, sealed: { ...program.sealed, key } } : program;
}

/** The key of a sealed file by its passphrase. A Refusal where it is not the one. */
async function keyOf(file: string, passphrase: string): Promise<SealKey> {
  try {
    return await openSealKey(headerOf(file), passphrase);
  } catch (error) {
    if (error instanceof SealError) throw new Refusal('vault.wrongPassphrase', { file: path.basename(file) });
    throw error;
  }
}
