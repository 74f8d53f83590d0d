import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { convertToFile } from './convert-to-file.js';
import { extractFromFile } from './extract-from-file.js';

const read = async (content: string, parameters: Record<string, unknown> = {}) => {
  const { outputs, error } = await runNode(extractFromFile, {
    parameters: { operation: 'rtf', ...parameters },
    files: [{ data: { content: Buffer.from(content, 'latin1'), mimeType: 'application/rtf' } }],
  });
  return { rows: outputs['main'], error };
};
const textOf = async (content: string) => (await read(content, { operation: 'rtfText' })).rows?.[0]?.['data'];

describe('RTF', () => {
  const items: JsonObject[] = [
    { id: 1, name: 'Grüße {\\b x} 😀\nnext\tline' },
    { id: 2, name: '' },
  ];

  it('has its table read as it was made, with what looks like a command as text', async () => {
    const run = await runNode(convertToFile, { parameters: { operation: 'rtf' }, items });
    const reference = run.items['main']?.[0]?.binary?.['data'];
    const content = run.file(reference).toString('latin1');
    assert.deepEqual([reference?.mimeType, reference?.fileName], ['application/rtf', 'file.rtf']);
    assert.match(content, /^\{\\rtf1[\x20-\x7e\n]*\}\n$/u);
    assert.deepEqual((await read(content)).rows, [{ id: '1', name: items[0]?.['name'] }, { id: '2' }]);
    assert.deepEqual((await read(content, { includeEmptyCells: true })).rows?.[1], { id: '2', name: '' });
  });

  it('gives the text of a document, without its fonts, pictures and notes', async () => {
    const document = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Word;}{\info{\title Secret}}
{\pict\bin5 {{{{{}Hello \b W\'f6rld\b0\par caf\u233\'e9 \u-10179?\u-8704? {\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}\emdash end\~x}`;
    assert.equal(await textOf(document), 'Hello Wörld\ncafé 😀 link\u2014end\u00a0x');
    assert.equal(
      await textOf(
        String.raw`{\rtf1\ansicpg932 \'93\'fa\'96{\b\'7b}}`.replace(String.raw`{\b\'7b}`, String.raw`\'7b`),
      ),
      '日本',
    );
    assert.equal(await textOf(String.raw`{\rtf1 \constructor a\toString1 b}`), 'ab');
  });

  it('leaves out of its tables what stands before them', async () => {
    const table = String.raw`{\rtf1 Title\par\trowd\cellx1\cellx2\intbl a\cell b\cell\trowd\cellx1\row\trowd 1\cell 2\cell\row after}`;
    assert.deepEqual((await read(table)).rows, [{ a: '1', b: '2' }]);
  });

  it('is refused when it is none, or nested without end', async () => {
    assert.match((await read('text')).error?.detail ?? '', /no RTF/u);
    assert.match((await read(`{\\rtf1${'{'.repeat(2_000)}`)).error?.detail ?? '', /deeper than 1000/u);
  });

  it('is read in time that grows with its length alone', async () => {
    for (const part of ['\\', '{}', "\\'", '\\u1', '\\bin999999999 ', '\\a', '\\cell', '-1 '])
      assert.equal((await read(`{\\rtf1 ${part.repeat(300_000)}}`)).error, undefined, part);
  });
});
