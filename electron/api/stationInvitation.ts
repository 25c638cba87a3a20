import { qrElement, qrSymbol } from '../../shared/domain/qr';
import type { OpenHost } from './network';

/** Where a host is open, for people and as an address. */
export function place({ address, port }: OpenHost) {
  const host = address.includes(':') ? `[${address}]` : address;
  return { address, port, url: `https://${host}:${port}` };
}

/** The address with the code and the fingerprint: a phone's camera opens it, another Stagedoor is given it. */
export function invitation(host: OpenHost, code: string) {
  const text = `${place(host).url}/#/pair/${code}/${host.fingerprint}`;
  const symbol = qrSymbol(text, 'M');
  const quiet = 4;
  const side = symbol.size + 2 * quiet;
  const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" fill="#fff"/>${qrElement(symbol, quiet, quiet, symbol.size, '#000')}</svg>`;
  return { text, qr };
}
