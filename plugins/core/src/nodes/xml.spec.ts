import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { xml } from './xml.js';

async function read(data: string, parameters: Record<string, unknown> = {}) {
  const { outputs, error } = await runNode(xml, { parameters, items: [{ data }] });
  return { json: outputs.main?.[0], error };
}

async function write(json: JsonObject, parameters: Record<string, unknown> = {}) {
  const given = { mode: 'jsonToXml', headless: true, ...parameters };
  const { outputs, error } = await runNode(xml, { parameters: given, items: [json] });
  return { text: outputs.main?.[0]?.data, error };
}

const order = `<?xml version="1.0"?>
<!-- a comment -->
<order id="7" for="A &amp; B">
  <line no="1">Tea</line>
  <line>Milk &lt;fresh&gt; &#65;&#x42;</line>
  <note><![CDATA[<b>&amp;</b>]]></note>
  <empty/>
  <ns:price>007</ns:price>
</order>`;

describe('XML to JSON', () => {
  it('reads elements, attributes and texts, and keeps every value a text', async () => {
    assert.deepEqual((await read(order)).json, {
      order: {
        id: '7',
        for: 'A & B',
        line: [{ no: '1', _: 'Tea' }, 'Milk <fresh> AB'],
        note: '<b>&amp;</b>',
        empty: '',
        'ns:price': '007',
      },
    });
  });

  it('has the options of its kind', async () => {
    const text = '<A x="1"><B> two  words </B></A>';
    const of = async (parameters: Record<string, unknown>) => (await read(text, parameters)).json;
    assert.deepEqual(await of({ mergeAttributes: false, explicitArray: true }), {
      A: { $: { x: '1' }, B: [' two  words '] },
    });
    assert.deepEqual(await of({ ignoreAttributes: true, normalizeTags: true, trim: true }), {
      a: { b: 'two  words' },
    });
    assert.deepEqual(await of({ explicitRoot: false, normalize: true }), { x: '1', B: 'two words' });
    assert.deepEqual((await read('<a>text</a>', { explicitRoot: false })).json, { _: 'text' });
  });

  it('decodes a reference once', async () => {
    assert.deepEqual((await read('<a>&amp;lt;</a>')).json, { a: '&lt;' });
  });

  it('refuses entities of its own, so that none can expand without end', async () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    );
    const bomb = `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l9;</a>`;
    const { error } = await read(bomb);
    assert.equal(error?.code, 'parameter-invalid');
    assert.match(error?.detail ?? '', /entities of its own/u);
    const file = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
    assert.match((await read(file)).error?.detail ?? '', /entities of its own/u);
  });

  it('never reaches a prototype', async () => {
    const { json } = await read('<a toString="1"><hasOwnProperty/><valueOf>x</valueOf></a>');
    assert.deepEqual(json, { a: { toString: '1', hasOwnProperty: '', valueOf: 'x' } });
    // The parser knows these names and refuses them by itself.
    for (const text of ['<a __proto__="1"/>', '<a><__proto__><polluted>1</polluted></__proto__></a>'])
      assert.equal((await read(text)).error?.code, 'parameter-invalid');
    assert.equal(({} as { polluted?: string }).polluted, undefined);
  });

  it('says what is wrong with a document', async () => {
    for (const text of [
      '',
      'text',
      '<a><b></a>',
      '<a/><b/>',
      '<a x=1/>',
      '<a>&nothing;</a>',
      '<a>&#0;</a>',
      '<a>a & b</a>',
      `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`,
    ])
      assert.equal((await read(text)).error?.code, 'parameter-invalid', text.slice(0, 40));
    const { error } = await runNode(xml, { items: [{ data: 1 }] });
    assert.match(error?.detail ?? '', /"data"/u);
  });
});

describe('JSON to XML', () => {
  it('writes elements, attributes and texts', async () => {
    const json = {
      order: {
        $: { id: 7, for: 'A & "B"' },
        line: [{ $: { no: 1 }, _: 'Tea' }, 'Milk <fresh>'],
        empty: null,
      },
    };
    assert.equal(
      (await write(json)).text,
      `<order id="7" for="A &amp; &quot;B&quot;">
  <line no="1">Tea</line>
  <line>Milk &lt;fresh&gt;</line>
  <empty/>
</order>`,
    );
  });

  it('has the options of its kind', async () => {
    assert.equal((await write({ a: 1, b: true })).text, '<root>\n  <a>1</a>\n  <b>true</b>\n</root>');
    assert.equal((await write({ a: 1 }, { rootName: 'doc' })).text, '<doc>\n  <a>1</a>\n</doc>');
    assert.match(
      String((await write({ a: 1 }, { headless: false })).text),
      /^<\?xml version="1\.0" [^\n]+\n<a>1<\/a>$/u,
    );
    assert.equal(
      (await write({ a: '<b> ]]> &' }, { cdata: true })).text,
      '<a><![CDATA[<b> ]]]]><![CDATA[> &]]></a>',
    );
    assert.equal((await write({ a: { _: 'x', b: 'y' } })).text, '<a>x<b>y</b></a>');
  });

  it('can be read again', async () => {
    const json = { a: { b: ['1', '<&>"\''], c: { d: 'ä\u{1F600}' } } };
    const { text } = await write(json, { headless: false });
    assert.deepEqual((await read(String(text))).json, json);
  });

  it('writes halves of characters where somebody allows them, but no control characters', async () => {
    const json = { a: { $: { b: 'x\udc00' }, _: '\ud83d \u{1F600}' } };
    const text = '<a b="x\udc00">\ud83d \u{1F600}</a>';
    assert.equal((await write(json, { allowSurrogateChars: true })).text, text);
    assert.match((await write(json)).error?.detail ?? '', /which XML cannot express/u);
    const control = await write({ a: '\ud83d\u0001' }, { allowSurrogateChars: true });
    assert.equal(control.error?.code, 'parameter-invalid');
    assert.equal((await write({ a: '\u{1F600}' })).text, '<a>\u{1F600}</a>');
  });

  it('refuses names that would be markup and characters that XML does not have', async () => {
    for (const json of [
      { 'a><b': 1 },
      { 'two words': 1 },
      { '': 1 },
      { a: { $: { 'x="1" y': 1 } } },
      { a: '\u0000' },
      { a: '\uD800' },
    ])
      assert.equal((await write(json as JsonObject)).error?.code, 'parameter-invalid', JSON.stringify(json));
    let deep: JsonObject = {};
    for (let level = 0; level < 400; level++) deep = { a: deep };
    assert.match((await write(deep)).error?.detail ?? '', /deeper/u);
  });
});
