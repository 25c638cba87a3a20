import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from '../../shared/domain/csvTable';
import { Refusal } from '../../shared/domain/refusal';

function refusalOf(work: () => unknown): Refusal | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return undefined;
}

test('a record has the line on which it begins, also after cells that span lines and after empty lines', () => {
  for (const ending of ['\n', '\r\n']) {
    const text = ['이름,메모', '가온,"첫 줄', '둘째 줄"', '', '나래,끝', ',', '다솜,'].join(ending);
    expect(readCsv(text, 'a.csv').records).toEqual([
      { line: 2, cells: ['가온', `첫 줄${ending}둘째 줄`] },
      { line: 5, cells: ['나래', '끝'] },
      { line: 7, cells: ['다솜', ''] },
    ]);
  }
});

test.each([
  ['never closed', 'a,b\r\n1,2\r\n3,"torn\r\n5,6\r\n7,8\r\n', 3],
  ['closed by the next quote', 'a,b\n1,2\n3,"torn\n5,"6"\n', 3],
  ['in the middle of a cell', 'a,b\n1,2\n3,to"rn\n', 3],
  ['after cells that span lines', 'a,b\r\n1,"2\r\n2"\r\n3,"torn\r\n', 4],
])('a torn quote is found where it was torn: %s', (_what, text, line) => {
  expect(refusalOf(() => readCsv(text, 'a.csv'))).toMatchObject({
    reason: 'import.tornQuote',
    params: { file: 'a.csv', line },
  });
});

test('a record with a cell too few or too many is refused; empty cells that a spreadsheet adds are not', () => {
  expect(refusalOf(() => readCsv('a,b,c\n1,2\n', 'a.csv'))?.params).toMatchObject({
    line: 2,
    cells: 2,
    columns: 3,
  });
  expect(refusalOf(() => readCsv('a,b\n1,2,3\n', 'a.csv'))?.params).toMatchObject({ cells: 3 });
  expect(readCsv('a,b,,\n1,2,,\n3,4,,,\n', 'a.csv').records).toHaveLength(2);
});

test.each(['', '\n\n', 'a,b\n', 'a,b\n,\n'])('nothing to take in is refused: %j', (text) => {
  expect(refusalOf(() => readCsv(text, 'a.csv'))?.reason).toBe('import.empty');
});

test('what a spreadsheet would write is read back, each record with its line', () => {
  const cell = fc
    .stringMatching(/^[가-힣a-z ",\n]{0,8}$/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
      const { records } = readCsv(['a,b', ...quoted].join('\n'), 'a.csv');
      expect(records.map(({ cells }) => cells)).toEqual(rows);
      let line = 2;
      for (const [i, record] of records.entries()) {
        expect(record.line).toBe(line);
        line += (quoted[i] ?? '').split('\n').length;
      }
    }),
  );
});

test.each(['\t', ';'])('cells between %j are read as such, whatever the quoted header holds', (separator) => {
  const text = `"이름, 성함"${separator}메모\n가온${separator}a,b`;
  expect(readCsv(text, 'a.tsv')).toEqual({
    header: ['이름, 성함', '메모'],
    records: [{ line: 2, cells: ['가온', 'a,b'] }],
  });
});
