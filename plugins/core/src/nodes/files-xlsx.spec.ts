import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { createXlsx } from '../xlsx/create.js';
import { zip } from '../xlsx/zip.js';
import { extractFromFile } from './extract-from-file.js';

const read = async (content: Uint8Array, parameters: Record<string, unknown> = {}) => {
  const { outputs, error } = await runNode(extractFromFile, {
    parameters: { operation: 'xlsx', ...parameters },
    files: [{ data: { content, mimeType: 'application/octet-stream' } }],
  });
  return { rows: outputs['main'], error };
};

/** A workbook with this inside of its sheet. */
function workbook(rows: string, parts: Record<string, string> = {}, properties = ''): Buffer {
  return Buffer.concat([
    ...zip({
      'xl/workbook.xml': `<workbook>${properties}<sheets><sheet name="S" sheetId="1"/></sheets></workbook>`,
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ...parts,
    }),
  ]);
}

describe('a range of a sheet', () => {
  const report = [
    ['Report of March', null, null, null],
    [null, 'id', 'name', 'sum'],
    [null, 1, 'Ada', 10],
    [null, 2, 'Bob', 20],
    [null, null, 'Total', 30],
  ];
  const content = Buffer.concat([...createXlsx(report, 'S')]);

  it('has the names in its first row', async () => {
    const people = [
      { id: 1, name: 'Ada' },
      { id: 2, name: 'Bob' },
    ];
    for (const range of ['B2:C4', '$B$2:$C$4', 'c4:b2', ' B2:C4 '])
      assert.deepEqual((await read(content, { range })).rows, people, range);
    assert.deepEqual((await read(content, { range: 'C2:D3' })).rows, [{ name: 'Ada', sum: 10 }]);
    assert.deepEqual((await read(content, { range: 'C3:C4', header: false })).rows, [
      { column1: 'Ada' },
      { column1: 'Bob' },
    ]);
  });

  it('may be of whole columns or rows', async () => {
    const rows = (await read(content, { range: '2:3' })).rows;
    assert.deepEqual(rows, [{ id: 1, name: 'Ada', sum: 10 }]);
    const sums = (await read(content, { range: 'D:D', skipRows: 1 })).rows;
    assert.deepEqual(sums, [{ sum: 10 }, { sum: 20 }, { sum: 30 }]);
  });

  it('goes by the numbers of rows, also where rows are missing', async () => {
    const cell = (name: string, value: number) => `<c r="${name}"><v>${value}</v></c>`;
    const sparse = workbook(
      `<row r="3">${cell('A3', 3)}</row><row r="7">${cell('A7', 7)}</row><row>${cell('A8', 8)}</row>`,
    );
    assert.deepEqual((await read(sparse, { range: 'A4:A7', header: false })).rows, [{ column1: 7 }]);
    assert.deepEqual((await read(sparse, { range: 'A4:A8' })).rows, [{ column1: 7 }, { column1: 8 }]);
    assert.deepEqual((await read(sparse, { range: 'A100:B200' })).rows, []);
  });

  it('is refused when it is none', async () => {
    for (const range of [
      'A2',
      'A2:',
      ':',
      'A:2',
      'A0:B2',
      'A1:XFE2',
      '1:1048577',
      'Ä1:B2',
      'S!A1:B2',
      '3',
      '=A1',
    ])
      assert.equal((await read(content, { range })).error?.code, 'parameter-invalid', range);
    assert.match((await read(content, { range: '={{ [1] }}' })).error?.detail ?? '', /range/u);
  });
});

describe('the values of a sheet', () => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>
    <numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.00&quot; days&quot;"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="21"/></cellXfs></styleSheet>`;
  const cells = [
    '<c s="1"><v>45352</v></c>',
    '<c s="2"><v>45352.520833333336</v></c>',
    '<c s="3"><v>1.5</v></c>',
    '<c s="4"><v>2.25</v></c>',
    '<c s="5"><v>0.35416666666666669</v></c>',
    '<c><v>12345678901234567890</v></c>',
    '<c t="b"><v>1</v></c>',
    '<c s="1"><v>-1</v></c>',
    '<c s="1"><v>59</v></c>',
  ].join('');
  const content = workbook(`<row>${cells}</row>`, { 'xl/styles.xml': styles });
  const values = async (parameters: Record<string, unknown>, file = content) =>
    Object.values((await read(file, { header: false, ...parameters })).rows?.[0] ?? {});

  it('are numbers for dates, or texts for those that are shown as dates', async () => {
    const numbers = [
      45352,
      45352.520833333336,
      1.5,
      2.25,
      0.35416666666666669,
      12345678901234567000,
      true,
      -1,
      59,
    ];
    assert.deepEqual(await values({}), numbers);
    const dates = ['2024-03-01', '2024-03-01T12:30:00', 1.5, 2.25, '08:30:00'];
    assert.deepEqual(await values({ rawData: false }), [...dates, ...numbers.slice(5, 8), '1900-02-28']);
  });

  it('count from 1904 in workbooks that say so', async () => {
    const file = workbook(
      '<row><c s="1"><v>43890</v></c></row>',
      { 'xl/styles.xml': styles },
      '<workbookPr date1904="1"/>',
    );
    assert.deepEqual(await values({ rawData: false }, file), ['2024-03-01']);
  });

  it('are all texts where somebody wants them so, with all their digits', async () => {
    const texts = [
      '45352',
      '45352.520833333336',
      '1.5',
      '2.25',
      '0.35416666666666669',
      '12345678901234567890',
    ];
    assert.deepEqual(await values({ readAsString: true }), [...texts, 'TRUE', '-1', '59']);
    const [first, , third] = await values({ readAsString: true, rawData: false });
    assert.deepEqual([first, third], ['2024-03-01', '1.5']);
  });
});

describe('a sheet that is a bomb', () => {
  it('is refused for its empty cells, which it need not hold', async () => {
    const file = workbook('<row><c r="XFD1"><v>1</v></c></row>'.repeat(400));
    assert.ok(file.length < 5_000);
    assert.match((await read(file)).error?.detail ?? '', /more than 5000000 cells/u);
  });
});
