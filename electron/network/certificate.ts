import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** `port`: the one that was open last, where stations look for this machine. */
const Stored = z.object({ key: z.string(), cert: z.string(), port: z.int().optional() });

/** What the host proves itself by. */
export interface HostCertificate {
  readonly key: string;
  readonly cert: string;
  /** SHA-256 of the certificate, 64 digits of hex. */
  readonly fingerprint: string;
  readonly port?: number | undefined;
}

const years = 10;

/** This machine's certificate (ECDSA P-256, signed by itself), made once and kept in `file`, which only its owner may read. */
export async function hostCertificate(file: string): Promise<HostCertificate> {
  const stored = readStored(file) ?? (await make(file));
  const fingerprint = new X509Certificate(stored.cert).fingerprint256.replaceAll(':', '').toLowerCase();
  return { ...stored, fingerprint };
}

function readStored(file: string): z.infer<typeof Stored> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function make(file: string): Promise<z.infer<typeof Stored>> {
  const { generate } = await import('selfsigned');
  const now = Date.now();
  const made = await generate([{ name: 'commonName', value: 'Stagedoor' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 86_400_000),
    notAfterDate: new Date(now + years * 365 * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'stagedoor.local' }] },
    ],
  });
  const stored = { key: made.private, cert: made.cert };
  write(file, stored);
  return stored;
}

/** Remembers the port that is open, so that stations find this machine there the next time. */
export function rememberPort(file: string, port: number): void {
  const stored = readStored(file);
  if (stored && stored.port !== port) write(file, { ...stored, port });
}

function write(file: string, stored: z.infer<typeof Stored>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
