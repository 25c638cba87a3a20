import { expect, test } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { readXlsx } from '../../electron/reading/xlsx';
import { bombs, sheetXml, workbook, zipOf } from '../spreadsheets';

const file = 'a.xlsx';

test('the first sheet is read or the chosen one, with dates, numbers and empty cells as a CSV would have them', async () => {
  const bytes = await writeExcel([
    { sheet: '안내', data: [['제목'], ['읽어 주세요']] },
    {
      sheet: '명단 & 답',
      data: [
        ['이름', '휴대폰', '언제', '비율', '빈 칸', '예'],
        [
          '가온'.normalize('NFD'),
          1012345678,
          { value: new Date(Date.UTC(2024, 9, 18)), type: Date, format: 'yyyy-mm-dd' },
          0.1 + 0.2,
          null,
          true,
        ],
        null,
        [
          '나래',
          '010-1',
          { value: new Date(Date.UTC(2024, 9, 18, 14, 5)), type: Date, format: 'yyyy-mm-dd hh:mm' },
          7,
          '값',
          false,
        ],
      ].map((row) => row ?? [null]),
    },
  ]).toBuffer();
  const first = await readXlsx(bytes, file);
  expect(first).toMatchObject({ sheet: '안내', sheets: ['안내', '명단 & 답'] });
  const { table } = await readXlsx(bytes, file, '명단 & 답');
  expect(table).toEqual({
    header: ['이름', '휴대폰', '언제', '비율', '빈 칸', '예'],
    records: [
      { line: 2, cells: ['가온', '1012345678', '2024-10-18', '0.3', '', 'true'] },
      { line: 4, cells: ['나래', '010-1', '2024-10-18T14:05', '7', '값', 'false'] },
    ],
  });
});

test('what is damaged, empty or no spreadsheet at all is refused for what it is', async () => {
  const good = Buffer.from(zipOf(workbook(sheetXml([['이름'], ['가온']]))));
  expect((await readXlsx(good, file)).table.records).toHaveLength(1);
  const refused = (bytes: Uint8Array, reason: string) =>
    expect(readXlsx(bytes, file)).rejects.toMatchObject({ reason, params: { file } });
  await refused(good.subarray(0, good.length - 30), 'import.xlsxDamaged');
  await refused(zipOf(workbook(sheetXml([]))), 'import.empty');
  await refused(zipOf([{ name: 'word/document.xml', data: Buffer.from('<w/>') }]), 'import.notXlsx');
  await refused(zipOf(workbook('<worksheet><sheetData><row')), 'import.xlsxDamaged');
});

test('a bomb is refused before it is unpacked', async () => {
  for (const [name, { bytes, reason }] of Object.entries(bombs(72 * 1024 * 1024))) {
    await expect(readXlsx(bytes, name), name).rejects.toMatchObject({ reason });
  }
});
