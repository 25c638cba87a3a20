import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readAnyFile } from '../../electron/reading/files';
import { importAccept, importFileTypes } from '../../shared/domain/importFileTypes';
import { sheetXml, workbook, zipOf } from '../spreadsheets';
import { temporaryProgram } from '../store/importing';

const sheet = [
  ['이름', '이메일'],
  ['가온', 'gaon@example.com'],
];
const lines = (separator: string) =>
  Buffer.from(sheet.map((cells) => cells.join(separator)).join('\r\n'), 'utf8');
const samples: Readonly<Record<keyof typeof importFileTypes, Uint8Array>> = {
  '.csv': lines(','),
  '.tsv': lines('\t'),
  // What Excel calls "Unicode text".
  '.txt': Buffer.from(`\ufeff${lines('\t').toString('utf8')}`, 'utf16le'),
  '.xlsx': zipOf(workbook(sheetXml(sheet))),
};

test.each(Object.entries(samples))(
  'the file dialog offers *%s, and such a file is read',
  async (ending, bytes) => {
    expect(importAccept.split(',')).toContain(ending);
    const { kind, table } = await readAnyFile(`명단${ending}`, bytes, {}, temporaryProgram());
    expect(kind).toBe('roster');
    expect(table.records.map(({ cells }) => cells)).toEqual([['가온', 'gaon@example.com']]);
  },
);

test('the file dialog offers by these and by nothing else', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../renderer/roster/FileDrop.tsx'), 'utf8');
  expect(page.match(/accept=\S+/g)).toEqual(['accept={importAccept}']);
  expect(importAccept.split(',')).toEqual(Object.entries(importFileTypes).flat());
});
