import { crc32, inflateRawSync } from 'node:zlib';
import { Refusal } from '../../shared/domain/refusal';

/** One file in an archive, by the archive's own list. Sizes in bytes. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** What an archive may unpack to, in bytes: a sheet of 100,000 people is some 45 MB of XML. */
export const mostUnpacked = 64 * 1024 * 1024;
const mostEntries = 2000;
/** XML of cells packs 10 to 40 times; what packs better and is large is made to fill a machine. */
const suspicious = { ratio: 100, size: 8 * 1024 * 1024 };

/**
 * Unpacks the files of a ZIP that `wanted` names, within bounds that are checked twice: by the list of the archive before
 * anything is unpacked, and by the unpacking itself, since the list may lie. Nothing is written and no archive inside is
 * opened. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3
 */
export function unzip(
  bytes: Uint8Array,
  file: string,
  wanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = listEntries(view, file).filter(({ name }) => wanted(name));
  refuseBomb(entries, file);
  const files = new Map<string, Uint8Array>();
  let left = mostUnpacked;
  for (const entry of entries) {
    if (files.has(entry.name)) throw new Refusal('import.xlsxDamaged', { file });
    const unpacked = inflate(view, entry, left, file);
    left -= unpacked.length;
    files.set(entry.name, unpacked);
  }
  return files;
}

function refuseBomb(entries: readonly Entry[], file: string): void {
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  if (size > mostUnpacked || (size > suspicious.size && size > packed * suspicious.ratio)) {
    throw new Refusal('import.xlsxBomb', { file, megabytes: mostUnpacked / 1024 / 1024 });
  }
}

function inflate(view: Buffer, entry: Entry, left: number, file: string): Uint8Array {
  const { offset, packed, method, size } = entry;
  const damaged = () => new Refusal('import.xlsxDamaged', { file });
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== 0x04034b50) throw damaged();
  const from = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
  const data = view.subarray(from, from + packed);
  if (data.length !== packed) throw damaged();
  if (method === 0 && size === packed) return data;
  if (method !== 8) throw damaged();
  try {
    const unpacked = inflateRawSync(data, { maxOutputLength: Math.max(1, Math.min(left, size)) });
    if (unpacked.length !== size) throw damaged();
    return unpacked;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const tooMuch = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw tooMuch
      ? new Refusal('import.xlsxBomb', { file, megabytes: mostUnpacked / 1024 / 1024 })
      : damaged();
  }
}

function listEntries(view: Buffer, file: string): readonly Entry[] {
  const damaged = () => new Refusal('import.xlsxDamaged', { file });
  const end = view.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > view.length) throw damaged();
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  if (count > mostEntries) {
    throw new Refusal('import.xlsxBomb', { file, megabytes: mostUnpacked / 1024 / 1024 });
  }
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== 0x02014b50) throw damaged();
    if (view.readUInt16LE(at + 8) & 1) throw new Refusal('import.xlsxLocked', { file });
    const nameLength = view.readUInt16LE(at + 28);
    entries.push({
      name: view.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
      method: view.readUInt16LE(at + 10),
      packed: view.readUInt32LE(at + 20),
      size: view.readUInt32LE(at + 24),
      offset: view.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return entries;
}

/** A ZIP of these files, unpacked as they are. */
export function storedZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const [name, data] of files) {
    const label = Buffer.from(name, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x800, 2);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(data.length, 14);
    fields.writeUInt32LE(data.length, 18);
    fields.writeUInt16LE(label.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), fields, label, data);
    list.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, label);
    at += 30 + label.length + data.length;
  }
  const size = list.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...list, end]);
}
