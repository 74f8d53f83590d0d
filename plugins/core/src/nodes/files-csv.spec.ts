import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { convertToFile } from './convert-to-file.js';
import { extractFromFile } from './extract-from-file.js';

const read = async (content: string | Uint8Array, parameters: Record<string, unknown> = {}) => {
  const { outputs, error } = await runNode(extractFromFile, {
    parameters,
    files: [{ data: { content, mimeType: 'text/csv' } }],
  });
  return { rows: outputs['main'], error };
};
const make = async (items: JsonObject[], parameters: Record<string, unknown>) => {
  const run = await runNode(convertToFile, { parameters, items });
  const [file] = (run.items['main'] ?? []).map(({ binary }) => Object.values(binary ?? {})[0]);
  return { bytes: run.file(file), error: run.error };
};

/** More than the store hands over at once, so that records and characters lie across pieces. */
const many = 20_000;

describe('CSV files', () => {
  it('are read in pieces: records, quotes, delimiters and characters that lie across two', async () => {
    const lines = Array.from({ length: many }, (_, id) => `${id};;"Grüße\r\n""€"" 😀";;x`);
    const { rows, error } = await read(`id;;text;;last\r\n${lines.join('\r\n')}`, { delimiter: ';;' });
    assert.equal(error, undefined, error?.detail);
    assert.equal(rows?.length, many);
    assert.ok(rows.every(({ text, last }) => text === 'Grüße\r\n"€" 😀' && last === 'x'));
    assert.equal(rows.at(-1)?.id, String(many - 1));
  });

  it('may have several characters between values, in and out', async () => {
    const items = [{ a: 'x|', b: '|y', c: 'p||q' }];
    const { bytes } = await make(items, { delimiter: '||' });
    assert.equal(bytes.toString(), 'a||b||c\r\n"x|"||"|y"||"p||q"\r\n');
    assert.deepEqual((await read(bytes, { delimiter: '||' })).rows, items);
    for (const delimiter of ['', '"', ';"', 'a\n', ';'.repeat(9)])
      assert.equal((await read('a', { delimiter })).error?.code, 'parameter-invalid', delimiter);
  });

  it('may have quotes within values where somebody allows them', async () => {
    const text = 'id,name,place\n384682,"SAMAY" Hostel,"a,b"\n2,some"text,"x""y" "z",\n';
    assert.match((await read(text)).error?.detail ?? '', /Line 2 .*after a closing quote/u);
    const { rows } = await read(text, { relaxQuotes: true, allowUneven: true });
    assert.deepEqual(rows, [
      { id: '384682', name: '"SAMAY" Hostel', place: 'a,b' },
      { id: '2', name: 'some"text', place: '"x""y" "z"', column4: '' },
    ]);
    const open = await read('a\n"never', { relaxQuotes: true });
    assert.match(open.error?.detail ?? '', /Line 2 .*never closes/u);
  });

  it('begin at a line, keep empty lines where they count, and end early', async () => {
    const text = '"Report\nof today,,"\n\na\n1\n\n2\n"3\n';
    assert.match((await read(text)).error?.detail ?? '', /Line 8 .*never closes/u);
    const given = { fromLine: 3, maxRows: 2 };
    assert.deepEqual((await read(text, given)).rows, [{ a: '1' }, { a: '2' }]);
    assert.deepEqual((await read(text, { fromLine: 4, maxRows: 2, skipEmptyLines: false })).rows, [
      { a: '1' },
      { a: '' },
    ]);
    assert.deepEqual((await read(text, { fromLine: 100 })).rows, []);
    assert.match((await read('a\nb"\n"c"d', { fromLine: 2 })).error?.detail ?? '', /Line 3 /u);
    for (const [name, value] of [
      ['fromLine', '={{ 0 }}'],
      ['skipRows', '={{ -1 }}'],
      ['maxRows', '={{ 1.5 }}'],
    ] as const)
      assert.match((await read('a', { [name]: value })).error?.detail ?? '', /must be a whole number/u, name);
  });

  it('do not hold what follows the last row that is wanted', async () => {
    const text = `a\n1\n${'2\n'.repeat(100_000)}"broken"x\n`;
    assert.deepEqual((await read(text, { maxRows: 1 })).rows, [{ a: '1' }]);
    assert.match((await read(text)).error?.detail ?? '', /Line 100003 /u);
  });
});

describe('the encoding of a file', () => {
  const text = 'Name,Preis\nMüller,5 €\n';

  it('is the one that is chosen, in and out', async () => {
    const bytes = Buffer.concat([Buffer.from('Name,Preis\nM\xfcller,5 \x80\n', 'latin1')]);
    const rows = [{ Name: 'Müller', Preis: '5 €' }];
    assert.deepEqual((await read(bytes, { encoding: 'windows-1252' })).rows, rows);
    const written = await make(rows, { encoding: 'windows-1252' });
    assert.equal(written.bytes.toString('latin1'), 'Name,Preis\r\nM\xfcller,5 \x80\r\n');
    for (const [encoding, words] of [
      ['shift_jis', '日本'],
      ['gb18030', '中😀'],
      ['koi8-r', 'Привет'],
      ['utf-16le', 'ä😀'],
      ['utf-16be', 'ä😀'],
    ] as const) {
      const { bytes } = await make([{ data: words }], { operation: 'text', encoding });
      assert.notDeepEqual(bytes, Buffer.from(words), encoding);
      assert.deepEqual((await read(bytes, { operation: 'text', encoding })).rows, [{ data: words }]);
      const json = await make([{ words }], { operation: 'json', encoding });
      assert.deepEqual((await read(json.bytes, { operation: 'json', encoding })).rows, [{ words }]);
    }
  });

  it('is told by a byte order mark', async () => {
    const rows = [{ Name: 'Müller', Preis: '5 €' }];
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be']) {
      const { bytes } = await make(rows, { encoding, byteOrderMark: true });
      assert.deepEqual((await read(bytes)).rows, rows, encoding);
    }
  });

  it('is named when the file is of another, and when it lacks a character', async () => {
    const latin = await read(Buffer.from(text.replace('€', 'E'), 'latin1'));
    assert.match(latin.error?.detail ?? '', /no UTF-8\. Choose the encoding/u);
    const cut = await read(Buffer.from([0x61, 0xc3]), { operation: 'text' });
    assert.match(cut.error?.detail ?? '', /no UTF-8/u);
    const japanese = await read(Buffer.from([0x41, 0xff, 0xff]), {
      operation: 'text',
      encoding: 'shift_jis',
    });
    assert.match(japanese.error?.detail ?? '', /no SHIFT_JIS/u);
    const { error } = await make([{ data: 'secret-4711 →' }], { operation: 'text', encoding: 'iso-8859-1' });
    assert.match(error?.detail ?? '', /iso-8859-1 does not have/u);
    assert.ok(!JSON.stringify(error).includes('4711'));
    const unknown = await read('a', { encoding: '={{ "utf-7" }}' });
    assert.match(unknown.error?.detail ?? '', /must be one of/u);
  });

  it('is no matter for an empty file', async () => {
    for (const encoding of ['auto', 'utf-8', 'utf-16le', 'windows-1252', 'shift_jis']) {
      assert.deepEqual((await read('', { encoding })).rows, [], encoding);
      assert.deepEqual((await read('', { encoding, operation: 'text' })).rows, [{ data: '' }]);
      assert.equal((await read('', { encoding, operation: 'json' })).error?.code, 'step-failed');
    }
  });
});
