import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { zip } from '../xlsx/zip.js';
import { convertToFile } from './convert-to-file.js';
import { extractFromFile } from './extract-from-file.js';

const read = async (content: Uint8Array, parameters: Record<string, unknown> = {}) => {
  const { outputs, error } = await runNode(extractFromFile, {
    parameters: { operation: 'ods', ...parameters },
    files: [{ data: { content, mimeType: 'application/octet-stream' } }],
  });
  return { rows: outputs['main'], error };
};
const make = async (parameters: Record<string, unknown>, items: JsonObject[]) => {
  const run = await runNode(convertToFile, { parameters: { operation: 'ods', ...parameters }, items });
  const reference = run.items['main']?.[0]?.binary?.['data'];
  return { reference, content: run.file(reference), error: run.error };
};

/** A spreadsheet with this inside of its first sheet. */
function sheet(rows: string, more = ''): Buffer {
  const tables = `<table:table table:name="One" table:style-name="ta1">${rows}</table:table>${more}`;
  const content = `<office:document-content><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return Buffer.concat([...zip({ 'content.xml': content })]);
}
const row = (cells: string, attributes = '') => `<table:table-row${attributes}>${cells}</table:table-row>`;
const cell = (text: string, attributes = '') =>
  `<table:table-cell office:value-type="string"${attributes}><text:p>${text}</text:p></table:table-cell>`;

describe('an OpenDocument spreadsheet', () => {
  const items = [
    { id: 1, name: ' two  blanks\tand\nlines <&> ', ok: true },
    { id: -2.5, ok: false, extra: { a: [1] } },
  ];

  it('is read as it was made', async () => {
    const { content, reference } = await make({ sheetName: 'Data & more' }, items);
    assert.equal(reference?.mimeType, 'application/vnd.oasis.opendocument.spreadsheet');
    // Who looks at the first bytes finds the kind there, unpacked.
    assert.equal(content.subarray(30, 38).toString(), 'mimetype');
    assert.equal(content.subarray(38, 84).toString(), reference.mimeType);
    assert.deepEqual((await read(content, { sheetName: 'Data & more' })).rows, [
      items[0],
      { id: -2.5, ok: false, extra: '{"a":[1]}' },
    ]);
    assert.deepEqual((await read(content, { readAsString: true })).rows?.[1]?.id, '-2.5');
    const missing = await read(content, { sheetName: 'Other' });
    assert.match(missing.error?.detail ?? '', /it has: "Data & more"/u);
  });

  it('has typed cells, covered cells and cells that stand for many', async () => {
    const typed = row(
      '<table:table-cell office:value-type="date" office:date-value="2024-03-01T12:30:00"><text:p>1.3.24</text:p></table:table-cell>' +
        '<table:table-cell office:value-type="time" office:time-value="PT01H02M03S"><text:p>1:02</text:p></table:table-cell>' +
        '<table:table-cell office:value-type="currency" office:value="9.5"><text:p>9,50 €</text:p></table:table-cell>' +
        '<table:covered-table-cell/>' +
        cell(
          '<office:annotation><text:p>a note</text:p></office:annotation>x',
          ' table:number-columns-repeated="2"',
        )
          .replace('<text:p><office', '<office')
          .replace('</office:annotation>x', '</office:annotation><text:p>x'),
    );
    const { rows } = await read(sheet(typed), { header: false, rawData: false });
    assert.deepEqual(rows, [
      { column1: '2024-03-01T12:30:00', column2: '01:02:03', column3: 9.5, column5: 'x', column6: 'x' },
    ]);
    assert.equal((await read(sheet(typed), { header: false })).rows?.[0]?.column2, 'PT01H02M03S');
  });

  it('is read in the range that somebody names', async () => {
    const rows =
      row(cell('title')) +
      row('', ' table:number-rows-repeated="2"') +
      row(cell('a') + cell('b')) +
      row(cell('1') + cell('2'));
    assert.deepEqual((await read(sheet(rows), { range: 'B4:B5' })).rows, [{ b: '2' }]);
  });

  it('may end with a million empty rows, but not stand for more cells than fit', async () => {
    const empty = row(
      '<table:table-cell table:number-columns-repeated="16384"/>',
      ' table:number-rows-repeated="1048576"',
    );
    assert.deepEqual((await read(sheet(row(cell('a')) + row(cell('1')) + empty))).rows, [{ a: '1' }]);
    const wide = row(
      cell('x', ' table:number-columns-repeated="16000"'),
      ' table:number-rows-repeated="1000000"',
    );
    assert.match((await read(sheet(wide))).error?.detail ?? '', /more than 5000000 cells/u);
    const wider = row(cell('x', ' table:number-columns-repeated="999999999"'));
    assert.match((await read(sheet(wider))).error?.detail ?? '', /beyond the last column/u);
    const blanks = row(cell('<text:s text:c="999999999"/>'));
    assert.match((await read(sheet(blanks))).error?.detail ?? '', /blanks in a row/u);
  });

  it('is refused when it is none, or unpacks to more than is allowed', async () => {
    assert.equal((await read(Buffer.from('no zip'))).error?.code, 'parameter-invalid');
    const other = Buffer.concat([...zip({ 'other.xml': '' })]);
    assert.match((await read(other)).error?.detail ?? '', /no OpenDocument/u);
    const bomb = Buffer.concat([...zip({ 'content.xml': 'x'.repeat(65 * 1024 * 1024) })]);
    assert.match((await read(bomb)).error?.detail ?? '', /unpacks to more/u);
  });
});
