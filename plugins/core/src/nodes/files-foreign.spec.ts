import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { type ForeignLimits, inThread } from '../foreign/in-thread.js';
import { convertToFile } from './convert-to-file.js';
import { extractFromFile } from './extract-from-file.js';

const read = async (operation: string, content: Uint8Array, parameters: Record<string, unknown> = {}) => {
  const { outputs, error, items } = await runNode(extractFromFile, {
    parameters: { operation, ...parameters },
    files: [{ data: { content, mimeType: 'application/octet-stream' } }],
  });
  return { rows: outputs['main'], error, items: items['main'] };
};

/** A PDF whose pages have these contents; `filter` packs them. */
function pdf(contents: readonly Uint8Array[], filter = '', title = 'Title'): Buffer {
  const objects: Uint8Array[] = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from(
      `<</Type/Pages/Kids[${contents.map((_, index) => `${5 + index * 2} 0 R`).join(' ')}]/Count ${contents.length}>>`,
    ),
    Buffer.from('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'),
    Buffer.from(`<</Title(${title})>>`),
    ...contents.flatMap((content, index) => [
      Buffer.from(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents ${6 + index * 2} 0 R>>`,
      ),
      Buffer.concat([
        Buffer.from(`<</Length ${content.length}${filter}>>\nstream\n`),
        content,
        Buffer.from('\nendstream'),
      ]),
    ]),
  ];
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.4\n')];
  const offsets = objects.map((object, index) => {
    const offset = parts.reduce((sum, { length }) => sum + length, 0);
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n'));
    return offset;
  });
  const at = parts.reduce((sum, { length }) => sum + length, 0);
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<</Size ${size}/Root 1 0 R/Info 4 0 R>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
const page = (...lines: string[]) =>
  Buffer.from(
    `BT /F1 12 Tf 14 TL 50 700 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`,
    'latin1',
  );

describe('PDF', () => {
  const content = pdf([page('First page', 'second line'), page('Caf\xe9'), page('Third')]);

  it('gives its text, its facts and the number of its pages', async () => {
    const { rows } = await read('pdf', content);
    const { info, version, ...rest } = rows?.[0] ?? {};
    assert.deepEqual(rest, {
      numpages: 3,
      numrender: 3,
      metadata: {},
      text: 'First page\nsecond line\n\nCafé\n\nThird',
    });
    assert.equal((info as JsonObject)['Title'], 'Title');
    assert.match(String(version), /^\d+\.\d+/u);
  });

  it('gives a text for each page, no more than so many, and what the item has', async () => {
    const given = { joinPages: false, maxPages: 2, keepSource: 'both' };
    const { rows, items } = await read('pdf', content, given);
    assert.deepEqual(
      [rows?.[0]?.['text'], rows?.[0]?.['numrender']],
      [['First page\nsecond line', 'Café'], 2],
    );
    assert.ok(items?.[0]?.binary?.['data']);
  });

  it('is refused when it is none, without a word of it', async () => {
    for (const bytes of [
      Buffer.from('private words'),
      Buffer.from('%PDF-1.4 private words'),
      Buffer.alloc(0),
    ]) {
      const { error } = await read('pdf', bytes);
      assert.equal(error?.code, 'parameter-invalid');
      assert.match(error.detail ?? '', /no PDF that can be read/u);
      assert.doesNotMatch(JSON.stringify(error), /private/u);
    }
  });

  const limits: ForeignLimits = { timeMs: 60_000, heapMb: 200, processMb: 150 };
  const { signal } = new AbortController();
  const job = (bytes: Uint8Array) => ({ bytes: new Uint8Array(bytes), password: '', maxPages: 0 });

  it('may not take more memory than a step has, whatever it unpacks to', async () => {
    // A gigabyte of blanks, packed twice to some kilobytes.
    const packed = deflateSync(deflateSync(Buffer.alloc(1_000_000_000, ' '), { level: 9 }), { level: 9 });
    const bomb = pdf([packed], '/Filter[/FlateDecode/FlateDecode]');
    assert.ok(bomb.length < 100_000);
    await assert.rejects(inThread('pdf', job(bomb), signal, limits), { code: 'items-exceed-memory' });
    await assert.rejects(inThread('pdf', job(content), signal, { ...limits, heapMb: 2 }), {
      code: 'items-exceed-memory',
    });
  });

  it('may not take for ever, and ends with its step', async () => {
    await assert.rejects(inThread('pdf', job(content), signal, { ...limits, timeMs: 1 }), {
      code: 'step-timeout',
    });
    const stop = new AbortController();
    const reading = inThread('pdf', job(content), stop.signal, limits);
    stop.abort(new Error('the step was stopped'));
    await assert.rejects(reading, /the step was stopped/u);
  });
});

describe('XLS', () => {
  const items: JsonObject[] = [
    { id: 1, name: '=1+1', ok: true, more: { a: [1] } },
    { id: -2.5, name: 'Grüße 😀', ok: false },
  ];
  const make = async (parameters: Record<string, unknown>, given = items) => {
    const run = await runNode(convertToFile, {
      parameters: { operation: 'xls', ...parameters },
      items: given,
    });
    const reference = run.items['main']?.[0]?.binary?.['data'];
    return { error: run.error, reference, content: reference ? run.file(reference) : Buffer.alloc(0) };
  };

  it('is read as it was made, in the range that somebody names', async () => {
    const { content, reference } = await make({ sheetName: 'Data' });
    assert.equal(reference?.mimeType, 'application/vnd.ms-excel');
    assert.deepEqual((await read('xls', content)).rows, [{ ...items[0], more: '{"a":[1]}' }, items[1]]);
    assert.deepEqual((await read('xls', content, { range: 'B1:B3', readAsString: true })).rows, [
      { name: '=1+1' },
      { name: 'Grüße 😀' },
    ]);
    const missing = await read('xls', content, { sheetName: 'Other' });
    assert.match(missing.error?.detail ?? '', /it has: "Data"/u);
  });

  it('is refused when it is none, however much it looks like a table', async () => {
    for (const text of ['<table><tr><td>1</td></tr></table>', 'a,b\n1,2', ''])
      assert.match((await read('xls', Buffer.from(text))).error?.detail ?? '', /no XLS file/u);
    const { content } = await make({});
    const cut = await read('xls', content.subarray(0, content.length / 2));
    assert.equal(cut.error?.code, 'parameter-invalid');
  });

  it('is not made of more than it can hold', async () => {
    const wide = Object.fromEntries(Array.from({ length: 257 }, (_, index) => [`c${index}`, 1]));
    assert.match((await make({}, [wide])).error?.detail ?? '', /at most 65536 rows and 256 columns/u);
    assert.match((await make({}, [{ a: 'x'.repeat(32_768) }])).error?.detail ?? '', /32767 characters/u);
  });
});

describe('An HTML table, and XML', () => {
  it('gives the rows of the table that is asked for, with what its cells cover', async () => {
    const html = `<table><tr><td>other</td></tr></table>
      <table><thead><tr><th>id</th><th>name</th><th>sum</th></tr></thead>
      <tr><td rowspan="2">1</td><td>Ann <b>&amp;</b> co<table><tr><td>in</td></tr></table></td><td>007</td></tr>
      <tr><td colspan="999999999">both</td></tr></table>`;
    const page = Buffer.from(html);
    assert.deepEqual((await read('html', page, { tableNumber: 2, maxRows: 1 })).rows, [
      { id: 1, name: 'Ann & coin', sum: '007' },
    ]);
    assert.equal((await read('html', page, { tableNumber: 2 })).rows?.[1]?.['name'], 'both');
    assert.match((await read('html', page, { tableNumber: 4 })).error?.detail ?? '', /page has 3 tables/u);
  });

  it('gives the elements of a document', async () => {
    const { rows } = await read('xml', Buffer.from('<a x="1"><b>2</b><b>3</b></a>'));
    assert.deepEqual(rows, [{ a: { x: '1', b: ['2', '3'] } }]);
    const bomb = Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>');
    assert.match((await read('xml', bomb)).error?.detail ?? '', /entities/u);
  });
});
