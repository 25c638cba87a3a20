import { setImmediate as turn } from 'node:timers/promises';
import type { RunStep } from '../../shared/contract/printing';
import { Refusal } from '../../shared/domain/refusal';
import { exportKeys, importKeys, keyState, lockKeys, sealKeys, unlockKeys } from '../store/certificateKeys';
import { credentialSources, credentialWriter } from '../store/credentials';
import { get } from '../store/db';
import { requireMeta } from '../store/meta';
import { api, refusing } from './base';
import type { AppContext } from './context';
import { fileName } from './fileName';
import { signedRevocations, verifyPage } from './verifyPage';

const programName = (context: AppContext) => requireMeta(context.program().db, 'program.name');

async function* writeCredentials(
  context: AppContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunStep> {
  const { db } = context.program();
  const sources = credentialSources(db);
  if (sources.length === 0) throw new Refusal('print.nothing');
  const writer = await credentialWriter(db);
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const [done, source] of sources.entries()) {
    signal?.throwIfAborted();
    if (done % 20 === 0) yield { kind: 'progress', step: 'prepare', done, total: sources.length };
    const bytes = Buffer.from(await writer.write(source), 'ascii');
    files.push({ name: fileName(`${source.serial} ${source.name}`, 'jwt'), bytes });
    await turn();
  }
  yield { kind: 'progress', step: 'send', done: 0, total: files.length };
  const document = await context.shell.saveFolder(fileName(`${programName(context)} Open Badges`), files);
  yield { kind: 'done', pages: files.length, document, heldBack: 0 };
}

export const proof = {
  state: api.proof.state.handler(({ context }) => {
    const { db } = context.program();
    const counts = get<{ issued: number; revoked: number }>(
      db,
      `SELECT count(*) FILTER (WHERE revoked_at IS NULL) AS issued, count(revoked_at) AS revoked FROM certificate`,
    );
    return { key: keyState(db), issued: counts?.issued ?? 0, revoked: counts?.revoked ?? 0 };
  }),
  exportVerifier: api.proof.exportVerifier.handler(async ({ context }) => {
    const { db, now } = context.program();
    const page = await verifyPage(db, now(), context.shell.verifyPage);
    const name = fileName(`${programName(context)} verify`, 'html');
    return { document: await context.shell.saveDocument(name, page) };
  }),
  exportRevocations: api.proof.exportRevocations.handler(async ({ context }) => {
    const { db, now } = context.program();
    const bytes = Buffer.from(`${JSON.stringify(signedRevocations(db, now()), null, 2)}\n`, 'utf8');
    const day = new Date(now()).toISOString().slice(0, 10);
    const name = fileName(`${programName(context)} revoked ${day}`, 'json');
    return { document: await context.shell.saveDocument(name, bytes) };
  }),
  exportCredentials: api.proof.exportCredentials.handler(({ context, signal, errors, path }) =>
    refusing(writeCredentials(context, signal), { errors, path, signal }),
  ),
  sealKey: api.proof.sealKey.handler(async ({ context, input }) => {
    await sealKeys(context.program().db, input.passphrase);
    context.changed('certificates');
  }),
  unlockKey: api.proof.unlockKey.handler(async ({ context, input }) => {
    await unlockKeys(context.program().db, input.passphrase);
    context.changed('certificates');
  }),
  lockKey: api.proof.lockKey.handler(({ context }) => {
    lockKeys(context.program().db);
    context.changed('certificates');
  }),
  exportKey: api.proof.exportKey.handler(async ({ context }) => {
    const program = programName(context);
    const bytes = Buffer.from(exportKeys(context.program().db, program), 'utf8');
    return {
      document: await context.shell.saveDocument(fileName(`${program} keys`, 'stagedoor-keys'), bytes),
    };
  }),
  importKey: api.proof.importKey.handler(async ({ context, input }) => {
    await importKeys(context.program().db, input.text, input.passphrase);
    context.changed('certificates');
  }),
};
