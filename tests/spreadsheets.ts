import { deflateRawSync } from 'node:zlib';

interface Part {
  readonly name: string;
  readonly data: Uint8Array;
  /** What the archive's list says of its size; otherwise the truth. */
  readonly claimed?: number;
}

/** A ZIP as a spreadsheet program writes it, or as somebody writes it who means harm. */
export function zipOf(parts: readonly Part[]): Uint8Array {
  const bodies: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const { name, data, claimed } of parts) {
    const packed = deflateRawSync(data, { level: data.length > 1024 * 1024 ? 1 : 9 });
    const label = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimed ?? data.length, 18);
    fields.writeUInt16LE(label.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), fields, label, packed);
    list.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, tail, label);
    at += 30 + label.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    list.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...list, end]);
}

const xml = (text: string) => Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook whose one sheet is `sheet` (its XML), with whatever else is asked for. */
export function workbook(sheet: Uint8Array | string, more: readonly Part[] = []): readonly Part[] {
  return [
    {
      name: '[Content_Types].xml',
      data: xml('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    },
    {
      name: 'xl/workbook.xml',
      data: xml(
        `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="명단" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: xml(
        `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ),
    },
    { name: 'xl/worksheets/sheet1.xml', data: typeof sheet === 'string' ? xml(sheet) : sheet },
    ...more,
  ];
}

/** A sheet of text and numbers. */
export function sheetXml(rows: readonly (readonly (string | number)[])[], before = ''): string {
  const cell = (value: string | number, row: number, column: number) => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`;
    return typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const lines = rows.map(
    (cells, row) => `<row r="${row + 1}">${cells.map((each, i) => cell(each, row, i)).join('')}</row>`,
  );
  return `${before}<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

const people = [
  ['이름', '이메일'],
  ['가온', 'gaon@example.com'],
] as const;

/** Files that look like spreadsheets and are made to fill a machine, or to make it read other files, by what they are. */
export function bombs(
  zeroBytes = 1024 * 1024 * 1024,
): Readonly<Record<string, { readonly bytes: Uint8Array; readonly reason: string }>> {
  const zeros = Buffer.alloc(zeroBytes);
  const inner = zipOf([
    { name: 'a.zip', data: zipOf([{ name: 'b.zip', data: zeros.subarray(0, 8 * 1024 * 1024) }]) },
  ]);
  const entity =
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
  return {
    'zeros.xlsx': { bytes: zipOf(workbook(zeros)), reason: 'import.xlsxBomb' },
    'lying.xlsx': {
      bytes: zipOf(
        workbook(sheetXml(people)).map((part) =>
          part.name.includes('sheet1') ? { ...part, data: zeros, claimed: 4096 } : part,
        ),
      ),
      reason: 'import.xlsxBomb',
    },
    'deep.xlsx': { bytes: inner, reason: 'import.notXlsx' },
    'many.xlsx': {
      bytes: zipOf(
        Array.from({ length: 5000 }, (_, i) => ({
          name: `xl/worksheets/s${i}.xml`,
          data: zeros.subarray(0, 64),
        })),
      ),
      reason: 'import.xlsxBomb',
    },
    'entities.xlsx': { bytes: zipOf(workbook(sheetXml(people, entity))), reason: 'import.xlsxEntities' },
    'far.xlsx': {
      bytes: zipOf(workbook(sheetXml(people).replace('r="A2"', 'r="XFD1048576"'))),
      reason: 'import.xlsxCells',
    },
  };
}
