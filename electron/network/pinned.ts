import type { OnReadOpts } from 'node:net';
import tls from 'node:tls';
import { Refusal } from '../../shared/domain/refusal.ts';

/** Where a host is, and by what its certificate is known. */
export interface HostPlace {
  readonly address: string;
  readonly port: number;
  /** SHA-256 of the certificate, 64 digits of hex. */
  readonly fingerprint: string;
}

/** So long (ms) a host is waited for. */
export const patience = 4000;

/**
 * Opens a TLS connection to the host whose certificate has that fingerprint. Nothing was sent when it ends with a Refusal:
 * 'station.wrongHost' where another certificate answers, 'station.unreachable' where nobody does. `onread`: what takes in what comes, where
 * that is not read as a stream.
 */
export function dial({ address, port, fingerprint }: HostPlace, onread?: OnReadOpts): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host: address,
      port,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      ...(onread && { onread }),
    });
    const fail = (reason: 'station.wrongHost' | 'station.unreachable') => {
      socket.destroy();
      reject(new Refusal(reason));
    };
    socket.setTimeout(patience, () => fail('station.unreachable'));
    socket.once('error', () => fail('station.unreachable'));
    socket.once('close', () => fail('station.unreachable'));
    socket.once('secureConnect', () => {
      const theirs = socket.getPeerCertificate().fingerprint256?.replaceAll(':', '').toLowerCase();
      if (theirs !== fingerprint) return fail('station.wrongHost');
      socket.setTimeout(0);
      socket.removeAllListeners('close');
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
