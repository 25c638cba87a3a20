// The way in from the network, in a thread of its own: TLS, the built pages, pairing and WebSockets. Whoever knocks, however
// often, takes none of the main thread's time: it hears only of pairings (so many a minute, no more) and of stations whose
// token it knows, and gets their messages through a port. Imports what runs as it stands: the tests start this very file.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { MessageChannel, type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { GateData, GateOrder, GateWord } from './gateWords.ts';
import { readPage } from './pages.ts';

const limits = {
  /** Sockets at once, and of them from one address. */
  sockets: 256,
  perAddress: 64,
  /** New sockets a second from one address, after a burst of as many as it may have at once. */
  newPerSecond: 20,
  /** Pairings tried a minute, by everybody together: a code of six digits lasts two minutes. */
  pairings: 20,
  /** Bytes of one message, and of what a station has not read yet. */
  message: 1 << 20,
  unread: 8 << 20,
  body: 4096,
  /** Of a journal that is fetched, at once. */
  part: 1 << 20,
  /** ms: a handshake, a request's head, silence of a station. */
  slow: 5000,
  silence: 20_000,
} as const;

const { address, port, key, cert, appFolder } = workerData as GateData;
const main = parentPort;
if (!main) throw new Error('the gate runs in a thread');
const say = (word: GateWord, transfer: MessagePort[] = []) => main.postMessage(word, transfer);

let count = 0;
const waiting = new Map<number, (order: GateOrder) => void>();
/** Asks the main thread something; its answer comes by the id. */
function ask(word: (id: number) => GateWord): Promise<GateOrder> {
  const id = ++count;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    say(word(id));
  });
}

const server = createServer(
  { key, cert, minVersion: 'TLSv1.2', handshakeTimeout: limits.slow, maxHeaderSize: 8192 },
  (request, response) => {
    answer(request, response).catch(() => response.destroy());
  },
);
server.headersTimeout = limits.slow;
server.requestTimeout = 2 * limits.slow;
server.keepAliveTimeout = limits.slow;
server.maxConnections = limits.sockets;

/** Sockets by address, and how many new ones it may open still. */
const callers = new Map<string, { open: number; tokens: number; at: number }>();
server.on('connection', (socket: Socket) => {
  const from = socket.remoteAddress ?? '';
  const now = performance.now();
  const caller = callers.get(from) ?? { open: 0, tokens: limits.perAddress, at: now };
  callers.set(from, caller);
  caller.tokens = Math.min(
    limits.perAddress,
    caller.tokens + ((now - caller.at) / 1000) * limits.newPerSecond,
  );
  caller.at = now;
  if (caller.open >= limits.perAddress || caller.tokens < 1) {
    socket.destroy();
    return;
  }
  caller.tokens--;
  caller.open++;
  socket.once('close', () => {
    caller.open--;
    if (caller.open === 0 && callers.size > 1000) callers.delete(from);
  });
});
server.on('tlsClientError', (_error, socket) => socket.destroy());
server.on('clientError', (_error, socket) => socket.destroy());

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'https://station');
  if (request.method === 'POST' && pathname === '/pair') return pair(request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const journal = /^\/journal\/([\da-f-]{36})$/.exec(pathname)?.[1];
  if (journal !== undefined) return giveJournal(request, response, journal);
  const page = await readPage(appFolder, pathname);
  if (!page) return refuse(response, 404);
  response.writeHead(200, {
    ...page.headers,
    'strict-transport-security': 'max-age=31536000',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  });
  response.end(request.method === 'HEAD' ? undefined : page.body);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '0', connection: 'close' });
  response.end();
}

let tries = { left: limits.pairings as number, since: performance.now() };
async function pair(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (performance.now() - tries.since > 60_000) tries = { left: limits.pairings, since: performance.now() };
  if (!isOwnOrigin(request, true) || request.headers['content-type'] !== 'application/json')
    return refuse(response, 403);
  if (tries.left <= 0) return refuse(response, 429);
  tries.left--;
  const body = await readBody(request);
  if (body === undefined) return refuse(response, 413);
  const order = await ask((id) => ({ kind: 'pair', id, body }));
  if (order.kind !== 'paired') return refuse(response, 500);
  response.writeHead(order.status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(order.cookie === null
      ? {}
      : {
          'set-cookie': `__Host-stagedoor=${order.cookie}; Path=/; Max-Age=2592000; Secure; HttpOnly; SameSite=Strict`,
        }),
  });
  response.end(order.body);
}

function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > limits.body) {
        request.pause();
        resolve(undefined);
      } else parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    request.on('error', () => resolve(undefined));
  });
}

/** A page says where it is from. Ours is from here; a program says nothing, and may where `program`. */
function isOwnOrigin({ headers }: IncomingMessage, program: boolean): boolean {
  if (headers.origin === undefined) return program;
  return headers.origin === `https://${headers.host}`;
}

/** The SHA-256, in hex, of the token of a browser (cookie, and only for a page of ours) or of an app (header). */
function tokenOf(request: IncomingMessage): string | undefined {
  const bearer = /^Bearer ([\w-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
  const cookie = /(?:^|; )__Host-stagedoor=([\w-]{43})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1];
  const token = bearer ?? cookie;
  if (token === undefined || !isOwnOrigin(request, bearer !== undefined)) return undefined;
  return createHash('sha256').update(token).digest('hex');
}

/** Apps alone have tokens in a header: the main thread says whether this one's may have it. */
async function giveJournal(request: IncomingMessage, response: ServerResponse, name: string): Promise<void> {
  const token = tokenOf(request);
  const from = Number(/[?]from=(\d{1,10})$/.exec(request.url ?? '')?.[1]);
  if (token === undefined || !Number.isSafeInteger(from)) return refuse(response, 404);
  const order = await ask((id) => ({ kind: 'journal', id, token, name }));
  const bytes = order.kind === 'fetched' ? order.bytes : null;
  if (bytes === null || from > bytes.byteLength) return refuse(response, 404);
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': bytes.byteLength - from,
    'cache-control': 'no-store',
    connection: 'close',
  });
  await pipeline(Readable.from(partsOf(bytes, from)), response);
}

/** In copies: what is shared between threads can't be sent. */
function* partsOf(bytes: SharedArrayBuffer, from: number): Generator<Buffer> {
  for (let at = from; at < bytes.byteLength; at += limits.part)
    yield Buffer.from(new Uint8Array(bytes, at, Math.min(limits.part, bytes.byteLength - at)));
}

const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.message, perMessageDeflate: false });
const open = new Map<number, { readonly station: string; readonly socket: WebSocket }>();

server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
  const turnAway = () => void socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
  socket.on('error', () => socket.destroy());
  const token = request.url === '/rpc' ? tokenOf(request) : undefined;
  if (token === undefined) {
    turnAway();
    return;
  }
  void ask((id) => ({ kind: 'enter', id, token })).then((order) => {
    const station = order.kind === 'known' ? order.station : null;
    if (station === null) turnAway();
    else sockets.handleUpgrade(request, socket, head, (opened) => connect(opened, station));
  });
});

function connect(socket: WebSocket, station: string): void {
  const id = ++count;
  const { port1, port2 } = new MessageChannel();
  open.set(id, { station, socket });
  let heard = performance.now();
  const beat = setInterval(() => {
    if (performance.now() - heard > limits.silence) socket.terminate();
    else socket.ping();
  }, limits.slow);
  socket.on('pong', () => {
    heard = performance.now();
  });
  socket.on('message', (data: RawData, isBinary: boolean) => {
    heard = performance.now();
    port1.postMessage(isBinary ? new Uint8Array(toBuffer(data)) : toBuffer(data).toString('utf8'));
  });
  port1.on('message', (data: string | Uint8Array) => {
    if (socket.bufferedAmount > limits.unread) socket.terminate();
    else socket.send(data);
  });
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    clearInterval(beat);
    open.delete(id);
    port1.close();
    say({ kind: 'gone', id });
  });
  say({ kind: 'connected', id, station, port: port2 }, [port2]);
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

main.on('message', (order: GateOrder) => {
  switch (order.kind) {
    case 'paired':
    case 'known':
    case 'fetched':
      waiting.get(order.id)?.(order);
      waiting.delete(order.id);
      break;
    case 'drop':
      for (const { station, socket } of open.values())
        if (station === order.station) socket.close(4001, 'cut off');
      break;
    case 'close':
      for (const { socket } of open.values()) socket.close(1001, 'closed');
      server.close();
      server.closeAllConnections();
      setTimeout(() => process.exit(0), 200).unref();
      main.close();
  }
});

server.once('error', (error: NodeJS.ErrnoException) => {
  say({ kind: 'failed', code: error.code ?? 'unknown' });
  main.close();
});
server.listen(port, address, () => {
  const at = server.address();
  say({ kind: 'open', port: typeof at === 'object' && at ? at.port : port });
});
