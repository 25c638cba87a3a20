import http from 'node:http';
import type tls from 'node:tls';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { contract } from '../../shared/contract';
import { Refusal, refusalReasons } from '../../shared/domain/refusal';
import { dial, type HostPlace, patience } from './pinned';

/** Reads `https://192.0.2.7:8443/#/pair/123456/FINGERPRINT`. A Refusal where it is nothing of the kind. */
export function readInvitation(text: string): HostPlace & { readonly code: string } {
  const match = /^https:\/\/(\[[\da-f:.]+\]|[\d.]+):(\d{1,5})\/#\/pair\/(\d{6})\/([\da-f]{64})$/i.exec(
    text.trim(),
  );
  const [, host, port, code, fingerprint] = match ?? [];
  if (!host || !port || !code || !fingerprint) throw new Refusal('station.text');
  return {
    address: host.replace(/^\[|\]$/g, ''),
    port: Number(port),
    code,
    fingerprint: fingerprint.toLowerCase(),
  };
}

const Paired = z.object({ token: z.string().regex(/^[\w-]{43}$/), name: z.string(), role: z.string() });
const Reason = z.object({ reason: z.enum(refusalReasons) });

/** Gives the code to the host; gets this station's token and name. A Refusal, the host's own where it gave one. */
export async function askToPair(
  place: HostPlace,
  code: string,
  version: number,
): Promise<{ readonly token: string; readonly name: string }> {
  const socket = await dial(place);
  const body = JSON.stringify({ code, kind: 'app', version });
  const { status, text } = await post(socket, place, body);
  if (status === 200) return Paired.parse(JSON.parse(text));
  const reason = status === 403 && text !== '' ? Reason.safeParse(JSON.parse(text)).data?.reason : undefined;
  throw new Refusal(reason ?? (status === 429 ? 'station.tooMany' : 'station.unreachable'));
}

function post(
  socket: tls.TLSSocket,
  { address, port }: HostPlace,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request(
      {
        host: address,
        port,
        path: '/pair',
        method: 'POST',
        headers,
        createConnection: () => socket,
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > 10_000) response.destroy();
          else parts.push(part);
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
        );
        response.on('close', () => reject(new Refusal('station.unreachable')));
      },
    );
    request.setTimeout(patience, () => request.destroy());
    request.once('error', () => reject(new Refusal('station.unreachable')));
    request.end(body);
  });
}

/** Calls of the contract over a host's socket. */
export type Client = ContractRouterClient<typeof contract>;

/** Calls the host over an open socket. What the two kinds of WebSocket have in common is all that is used of it. */
export function clientOver(socket: WebSocket): Client {
  const websocket = {
    get readyState() {
      return socket.readyState;
    },
    send: (data: string | ArrayBufferLike | Blob | ArrayBufferView) => {
      if (data instanceof Blob) throw new Error('a blob is not sent');
      socket.send(data);
    },
    addEventListener: (kind: string, listener: unknown) => listen(socket, kind, listener),
    removeEventListener: () => {},
  };
  return createORPCClient(new RPCLink({ websocket }));
}

function listen(socket: WebSocket, kind: string, listener: unknown): void {
  if (typeof listener !== 'function') return;
  if (kind === 'message') socket.addEventListener('message', ({ data }) => listener({ data }));
  else if (kind === 'close') socket.addEventListener('close', () => listener({}));
  else if (kind === 'open') socket.addEventListener('open', () => listener({}));
}

/** Opens the WebSocket of a station that was paired. Refusals as with `dial`; 'station.cutOff' where its token is not known. */
export async function openSocket(place: HostPlace, token: string): Promise<WebSocket> {
  const connection = await dial(place);
  const host = place.address.includes(':') ? `[${place.address}]` : place.address;
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`wss://${host}:${place.port}/rpc`, {
      createConnection: () => connection,
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: patience,
      perMessageDeflate: false,
      maxPayload: 16 << 20,
    });
    socket.binaryType = 'arraybuffer';
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, response) => {
      connection.destroy();
      reject(new Refusal(response.statusCode === 401 ? 'station.cutOff' : 'station.unreachable'));
    });
    socket.once('error', () => reject(new Refusal('station.unreachable')));
  });
}
