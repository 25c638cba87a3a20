import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSealHeader, type SealHeader } from '../../electron/store/sealHeader';
import { sealFile, unsealFile } from '../../electron/store/sealing';
import { newSealKey, openSealKey, type SealKey } from '../../electron/store/sealKey';
import { runs } from '../runs';

const id = '01920000-0000-7000-8000-000000000001';
let folder = '';
let key: SealKey;
const file = (name: string) => path.join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sealing-'));
  key ??= await newSealKey('correct horse 배터리 staple', 2 ** 14);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function sealed(bytes: Uint8Array): string {
  writeFileSync(file('plain'), bytes);
  sealFile(file('plain'), file('sealed'), key, id);
  return file('sealed');
}

function headerOf(name: string): SealHeader {
  const header = readSealHeader(name);
  if (!header) throw new Error('not sealed');
  return header;
}

test('what is sealed opens as it was, whatever its length, and nothing is left beside it', () => {
  const mega = 1 << 20;
  for (const length of [0, 1, mega - 1, mega, mega + 1, 2 * mega, 3 * mega + 17]) {
    const bytes = Buffer.alloc(length, 'name 김민수 ');
    const made = sealed(bytes);
    expect(readFileSync(made).includes(Buffer.from('김민수'))).toBe(false);
    unsealFile(made, file('again'), key);
    expect(readFileSync(file('again')).equals(bytes)).toBe(true);
  }
  expect(readdirSync(folder).sort()).toEqual(['again', 'plain', 'sealed']);
});

test('the passphrase opens it in any normal form of its letters; another one is told from damage', async () => {
  const made = sealed(Buffer.from('x'));
  expect((await openSealKey(headerOf(made), 'correct horse 배터리 staple'.normalize('NFD'))).key).toEqual(
    key.key,
  );
  await expect(openSealKey(headerOf(made), 'correct horse 배터리 Staple')).rejects.toMatchObject({
    why: 'passphrase',
  });
});

test('each sealing is under a key of its own: the same bytes never lie there twice', () => {
  const bytes = Buffer.alloc(4096, 7);
  const first = readFileSync(sealed(bytes));
  const second = readFileSync(sealed(bytes));
  const body = (sealedBytes: Buffer) => sealedBytes.subarray(-4096);
  expect(body(first).equals(body(second))).toBe(false);
});

test('one changed byte anywhere, a part left out, moved, doubled or cut off: it does not open, and leaves nothing', () => {
  const bytes = Buffer.alloc((1 << 20) * 2 + 500, 'journal ');
  const made = sealed(bytes);
  const whole = readFileSync(made);
  const start = whole.length - (bytes.length + 3 * 16);
  const chunk = (1 << 20) + 16;
  const spoil = (change: Uint8Array) => {
    writeFileSync(file('spoilt'), change);
    let opened = true;
    try {
      unsealFile(file('spoilt'), file('out'), key);
    } catch {
      opened = false;
    }
    expect(opened).toBe(false);
    expect(readdirSync(folder)).not.toContain('out');
    expect(readdirSync(folder)).not.toContain('out.opening');
  };
  const part = (n: number) => whole.subarray(start + n * chunk, start + (n + 1) * chunk);
  const front = whole.subarray(0, start);
  spoil(Buffer.concat([front, part(0), part(2)]));
  spoil(Buffer.concat([front, part(1), part(0), part(2)]));
  spoil(Buffer.concat([front, part(0), part(0), part(1), part(2)]));
  spoil(Buffer.concat([front, part(0), part(1)]));
  spoil(whole.subarray(0, whole.length - 1));
  spoil(Buffer.concat([whole, Buffer.from('x')]));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ by;
      spoil(changed);
    }),
    {
      numRuns: runs(60, 1000),
      examples: [
        [0, 1],
        [9, 1],
        [start - 2, 1],
        [start, 1],
        [whole.length - 1, 1],
      ],
    },
  );
});

test('a sealing that fails leaves what was sealed before, whole', () => {
  const made = sealed(Buffer.from('the first'));
  const before = readFileSync(made);
  expect(() => sealFile(file('missing'), made, key, id)).toThrow();
  expect(readFileSync(made).equals(before)).toBe(true);
  // A sealing that a power cut ended is begun anew.
  const fd = openSync(file('.sealed.sealing'), 'w');
  writeSync(fd, 'half of');
  closeSync(fd);
  sealFile(file('plain'), made, key, id);
  unsealFile(made, file('again'), key);
  expect(readFileSync(file('again'), 'utf8')).toBe('the first');
  expect(readdirSync(folder)).not.toContain('.sealed.sealing');
});

test('a stranger’s header asks for no more memory than ours, and a later version is named as such', () => {
  const write = (header: object) => {
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    writeFileSync(file('strange'), Buffer.concat([Buffer.from('STDGSEAL'), length, text]));
  };
  const good = headerOf(sealed(Buffer.from('x')));
  write({ ...good, scrypt: { ...good.scrypt, n: 2 ** 30 } });
  expect(() => readSealHeader(file('strange'))).toThrow('damaged');
  write({ ...good, chunk: 2 ** 31 });
  expect(() => readSealHeader(file('strange'))).toThrow('damaged');
  write({ ...good, version: 2 });
  expect(() => readSealHeader(file('strange'))).toThrow('newer');
  writeFileSync(file('strange'), 'SQLite format 3\0');
  expect(readSealHeader(file('strange'))).toBeUndefined();
});
