import { X509Certificate } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import type { ClientConfig } from 'pg';
import { Refusal } from '../../shared/domain/refusal.ts';

/** So long (ms) a hub is waited for. */
const patience = 5000;
const usualPort = 5432;

interface Place {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** Reads postgresql://name:password@host:port/database. A Refusal where it is nothing of the kind, or names anything else. */
export function readUrl(text: string): Place {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw new Refusal('hub.url');
  }
  const database = decode(url.pathname.slice(1));
  const asks = url.searchParams.get('sslmode') ?? 'verify-full';
  // The connection is always sealed and the hub always checked: what asks for less is a mistake that is said.
  const strict = asks === 'verify-full' || asks === 'require' || asks === 'verify-ca';
  if (
    !/^postgres(ql)?:$/.test(url.protocol) ||
    url.hostname === '' ||
    url.username === '' ||
    database === '' ||
    !strict
  )
    throw new Refusal('hub.url');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usualPort : Number(url.port),
    database,
    user: decode(url.username),
    password: decode(url.password),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('hub.url');
  }
}

/** Where the hub is, without a name or a password: to be shown. */
export function shownPlace(text: string): string {
  const { host, port, database } = readUrl(text);
  return `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

/** How a hub is known: whom the system trusts, a certificate that signed its own, or its own by SHA-256. */
export function readPin(
  text: string,
):
  | { readonly kind: 'system' }
  | { readonly kind: 'ca'; readonly pem: string }
  | { readonly kind: 'sha256'; readonly hex: string } {
  const pin = text.trim();
  if (pin === '') return { kind: 'system' };
  const hex = pin.replace(/[:\s]/g, '').toLowerCase();
  if (/^[\da-f]{64}$/.test(hex)) return { kind: 'sha256', hex };
  try {
    return { kind: 'ca', pem: new X509Certificate(pin).toString() };
  } catch {
    throw new Refusal('hub.pin');
  }
}

/** How to connect: always over TLS, and only to the hub that is meant. */
export async function connection(url: string, pin: string): Promise<ClientConfig> {
  const place = readUrl(url);
  const known = readPin(pin);
  const config: ClientConfig = {
    ...place,
    application_name: 'Stagedoor',
    connectionTimeoutMillis: patience,
    query_timeout: 4 * patience,
    statement_timeout: 4 * patience,
    keepAlive: true,
  };
  switch (known.kind) {
    case 'system':
      return { ...config, ssl: { rejectUnauthorized: true } };
    case 'ca':
      return { ...config, ssl: { rejectUnauthorized: true, ca: known.pem } };
    default: {
      const raw = await certificateOf(place);
      if (fingerprint(raw) !== known.hex) throw new Refusal('hub.certificate');
      const pem = new X509Certificate(raw).toString();
      // That certificate and no other, whatever names stand in it: the name and the password are not sent before this holds.
      const ssl: tls.ConnectionOptions & { readonly allowPartialTrustChain: boolean } = {
        rejectUnauthorized: true,
        ca: pem,
        allowPartialTrustChain: true,
        checkServerIdentity: (_host, certificate) =>
          fingerprint(certificate.raw) === known.hex ? undefined : new Refusal('hub.certificate'),
      };
      return { ...config, ssl };
    }
  }
}

function fingerprint(raw: Uint8Array): string {
  return new X509Certificate(raw).fingerprint256.replaceAll(':', '').toLowerCase();
}

/** Asks a server for TLS as PostgreSQL's protocol does, looks at its certificate, and sends nothing else. */
function certificateOf({ host, port }: Place): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, host);
    const fail = (reason: 'hub.unreachable' | 'hub.noTls') => {
      socket.destroy();
      reject(new Refusal(reason));
    };
    socket.setTimeout(patience, () => fail('hub.unreachable'));
    socket.once('error', () => fail('hub.unreachable'));
    socket.once('close', () => fail('hub.unreachable'));
    // https://www.postgresql.org/docs/15/protocol-message-formats.html, SSLRequest
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.once('data', (answer) => {
      if (answer.toString('latin1') !== 'S') return fail('hub.noTls');
      const secure = tls.connect({ socket, rejectUnauthorized: false });
      secure.once('error', () => fail('hub.unreachable'));
      secure.once('secureConnect', () => {
        const { raw } = secure.getPeerCertificate();
        secure.destroy();
        socket.removeAllListeners('close');
        resolve(raw);
      });
    });
  });
}
