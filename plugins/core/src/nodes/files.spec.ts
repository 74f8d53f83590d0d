import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { createXlsx } from '../xlsx/create.js';
import { zip } from '../xlsx/zip.js';
import { convertToFile } from './convert-to-file.js';
import { extractFromFile } from './extract-from-file.js';

const make = async (parameters: Record<string, unknown>, items: JsonObject[]) => {
  const run = await runNode(convertToFile, { parameters, items });
  const references = (run.items['main'] ?? []).map(({ binary }) => Object.values(binary ?? {})[0]);
  return { error: run.error, references, contents: references.map((each) => run.file(each)) };
};
const read = (parameters: Record<string, unknown>, content: string | Uint8Array) =>
  runNode(extractFromFile, { parameters, files: [{ data: { content, mimeType: 'text/plain' } }] });

const rows = [
  { id: 1, name: 'Ada "A" <b>', ok: true },
  { id: 2.5, name: 'Grüße,\n=1+1', ok: false, extra: { a: [1] } },
];

describe('Convert to File', () => {
  it('makes CSV, with formulas made harmless and the names of all items', async () => {
    const { contents, references } = await make({ fileName: 'o.csv' }, [{ a: '=1+1', b: 'x' }, { c: 3 }]);
    assert.equal(contents[0]?.toString(), "a,b,c\r\n'=1+1,x,\r\n,,3\r\n");
    assert.deepEqual([references[0]?.mimeType, references[0]?.fileName], ['text/csv', 'o.csv']);
    const plain = await make({ escapeFormulas: false, header: false, delimiter: ';', byteOrderMark: true }, [
      { a: '=1', b: 2 },
    ]);
    assert.equal(plain.contents[0]?.toString(), '\ufeff=1;2\r\n');
  });

  it('makes JSON of all items or of each, text, and an HTML table', async () => {
    assert.equal((await make({ operation: 'json' }, rows)).contents[0]?.toString(), JSON.stringify(rows));
    assert.equal(
      (await make({ operation: 'json', mode: 'eachItem' }, rows)).contents[1]?.toString(),
      JSON.stringify(rows[1]),
    );
    const text = await make(
      { operation: 'text', sourceField: 'name', fileName: '={{ $json.id }}.txt' },
      rows,
    );
    assert.deepEqual(
      text.references.map((each) => each?.fileName),
      ['1.txt', '2.5.txt'],
    );
    const html = await make({ operation: 'html', columns: 'name' }, rows);
    assert.match(html.contents[0]?.toString() ?? '', /<th>name<\/th>.*<td>Ada "A" &lt;b&gt;<\/td>/u);
  });

  it('makes any file of base64, also of a data: URL', async () => {
    const given = { operation: 'binary', sourceField: 'a', mimeType: 'image/png', fileName: 'a.png' };
    const items = ['VGhpcyBpcyB0ZXh0', 'data:image/png;base64,VGhpcw==', 'not base64!'].map((a) => ({ a }));
    const { contents, references } = await make(given, items.slice(0, 2));
    assert.deepEqual(contents.map(String), ['This is text', 'This']);
    assert.deepEqual([references[0]?.mimeType, references[0]?.fileName], ['image/png', 'a.png']);
    assert.match((await make(given, items)).error?.detail ?? '', /"a", which is no base64/u);
  });

  it('says what is wrong', async () => {
    for (const [parameters, words] of [
      [{ operation: 'text', sourceField: 'none' }, /an item does not have/u],
      [{ operation: 'xlsx', sheetName: 'a/b' }, /1 to 31 characters/u],
      [{ delimiter: '"' }, /must not hold the quote/u],
    ] as const)
      assert.match((await make(parameters, rows)).error?.detail ?? '', words);
  });
});

describe('Extract from File', () => {
  it('reads what Convert to File made', async () => {
    for (const operation of ['csv', 'json', 'xlsx']) {
      const { contents } = await make({ operation, columns: 'id, name, ok' }, rows);
      const { outputs, error } = await read({ operation }, contents[0] ?? '');
      assert.equal(error, undefined, `${operation}: ${JSON.stringify(error)}`);
      const names = outputs['main']?.map(({ name }) => String(name).replace(/^'/u, ''));
      assert.deepEqual(
        names,
        rows.map(({ name }) => name),
        operation,
      );
    }
  });

  it('keeps the types of cells, and their columns', async () => {
    const rows = [['a', 'b', 'c'], [1, null, true], [], ['=1+1', 'x', -2.5e10]];
    const content = whole(createXlsx(rows, 'Sheet & "Co"'));
    const { outputs } = await read({ operation: 'xlsx', sheetName: 'Sheet & "Co"' }, content);
    assert.deepEqual(outputs['main'], [
      { a: 1, c: true },
      { a: '=1+1', b: 'x', c: -2.5e10 },
    ]);
    const bare = await read({ operation: 'xlsx', header: false }, content);
    assert.deepEqual(bare.outputs['main']?.[0], { column1: 'a', column2: 'b', column3: 'c' });
    assert.match(
      (await read({ operation: 'xlsx', sheetName: 'No' }, content)).error?.detail ?? '',
      /it has: "Sheet & "Co""/u,
    );
  });

  it('writes a sheet while its rows come', () => {
    let taken = 0;
    function* rows() {
      for (; taken < 100_000; taken++) yield [taken, `text ${taken}`];
    }
    const pieces = createXlsx(rows(), 'S');
    let packed = 0;
    while (packed < 50_000) packed += (pieces.next().value as Buffer).length;
    assert.ok(taken > 0 && taken < 50_000, `${taken} rows were taken for the first piece`);
  });

  it('reads back a sheet that was written in many pieces', async () => {
    const rows = Array.from({ length: 30_000 }, (_, id) => [id, `text ${id}`]);
    const content = whole(createXlsx([['id', 'text'], ...rows], 'S'));
    const { outputs } = await read({ operation: 'xlsx' }, content);
    assert.equal(outputs['main']?.length, 30_000);
    assert.deepEqual(outputs['main']?.at(-1), { id: 29_999, text: 'text 29999' });
  });

  it('reads what spreadsheets write: shared and formatted texts, skipped cells, prefixes', async () => {
    const content = whole(
      zip({
        'xl/workbook.xml':
          '<x:workbook><x:sheets><x:sheet name="S" sheetId="1" r:id="rId7"/></x:sheets></x:workbook>',
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId7" Target="/xl/worksheets/other.xml"/></Relationships>',
        'xl/sharedStrings.xml':
          '<sst><si><t>name</t></si><si><r><t>A</t></r><r><t xml:space="preserve"> &amp; B</t></r><rPh><t>no</t></rPh></si></sst>',
        'xl/worksheets/other.xml':
          '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="C1" t="str"><x:f>1</x:f><x:v>third</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c><x:c r="B2" s="1"/><x:c r="C2"><x:v>45000.5</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      }),
    );
    const { outputs, error } = await read({ operation: 'xlsx' }, content);
    assert.deepEqual(outputs['main'], [{ name: 'A & B', third: 45000.5 }], JSON.stringify(error));
  });

  it('unpacks no bomb, and survives what is no file of its kind', async () => {
    const bomb = whole(
      zip({
        'xl/workbook.xml': '<sheet name="S"/>',
        'xl/worksheets/sheet1.xml': ' '.repeat(70_000_000),
      }),
    );
    assert.ok(bomb.length < 200_000);
    assert.match(
      (await read({ operation: 'xlsx' }, bomb)).error?.detail ?? '',
      /unpacks to more than is allowed/u,
    );
    const liar = Buffer.from(bomb);
    const at = liar.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'));
    liar.writeUInt32LE(10, at + 24);
    assert.match(
      (await read({ operation: 'xlsx' }, liar)).error?.detail ?? '',
      /unpacks to more than is allowed/u,
    );
    for (const content of [
      '',
      'PK',
      Buffer.from('PK\x05\x06', 'latin1'),
      bomb.subarray(0, 500),
      Buffer.from(bomb).fill(1, 0, 40),
    ])
      assert.equal((await read({ operation: 'xlsx' }, content)).error?.code, 'parameter-invalid');
    assert.equal((await read({ operation: 'json' }, '{"a"')).error?.code, 'step-failed');
    const { error } = await runNode(extractFromFile, {});
    assert.match(error?.detail ?? '', /the file "data", which an item does not have/u);
  });

  it('skips rows, reads no more than wanted, and keeps empty cells where they are wanted', async () => {
    const csv = 'Report\na,b\n1,\n2,3\n4,5\n';
    const some = { skipRows: 1, maxRows: 2, allowUneven: true };
    assert.deepEqual((await read(some, csv)).outputs.main, [
      { a: '1', b: '' },
      { a: '2', b: '3' },
    ]);
    const sheet = Buffer.concat([
      ...createXlsx(
        [
          ['a', 'b'],
          [1, null],
          [2, 3],
        ],
        'S',
      ),
    ]);
    const xlsx = { operation: 'xlsx', maxRows: 1 };
    assert.deepEqual((await read(xlsx, sheet)).outputs.main, [{ a: 1 }]);
    assert.deepEqual((await read({ ...xlsx, includeEmptyCells: true }, sheet)).outputs.main, [
      { a: 1, b: '' },
    ]);
  });

  it('reads text and bytes', async () => {
    assert.deepEqual((await read({ operation: 'text' }, '\ufeffGrüße')).outputs['main'], [{ data: 'Grüße' }]);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n1,2\n', 'utf16le')]);
    assert.deepEqual((await read({}, utf16)).outputs['main'], [{ a: '1', b: '2' }]);
    assert.deepEqual(
      (await read({ operation: 'base64', outputField: 'x' }, Buffer.from([0, 255]))).outputs['main'],
      [{ x: 'AP8=' }],
    );
  });
});

function whole(pieces: Iterable<Buffer>): Buffer {
  return Buffer.concat([...pieces]);
}
