import { Refusal, type RefusalReason } from '../../shared/domain/refusal.ts';

const byCode: ReadonlyMap<string, RefusalReason> = new Map([
  ['28P01', 'hub.login'],
  ['28000', 'hub.login'],
  ['3D000', 'hub.database'],
  ['42501', 'hub.rights'],
  ['42P01', 'hub.tables'],
  ['3F000', 'hub.tables'],
  // The program was deleted there while rows of it were on their way.
  ['23503', 'hub.noProgram'],
]);

/** Of connections, and a server that starts, stops or has no room: it comes back. */
const away =
  /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOST|ENET|EAI_|EPIPE|57P0|53300|08)|Connection terminated|timeout|socket/i;
const certificate = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/;

/** Why something went wrong, as a reason that has a sentence. Names neither the hub's address nor who connected. */
export function troubleOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return new Refusal('hub.failed');
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = byCode.get(code);
  if (known) return new Refusal(known);
  if (certificate.test(code)) return new Refusal('hub.certificate');
  if (/does not support SSL/.test(error.message)) return new Refusal('hub.noTls');
  // No password where the server wants one.
  if (/client password must be a string|no password/i.test(error.message)) return new Refusal('hub.login');
  if (away.test(code) || away.test(error.message)) return new Refusal('hub.unreachable');
  return new Refusal('hub.failed');
}
