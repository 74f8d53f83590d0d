import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { htmlExtract } from './html-extract.js';
import { markdown } from './markdown.js';

const page = `<html><head><title>Shop</title><style>p { color: red }</style></head><body>
  <h1> Tea &amp; <b>Milk</b> </h1>
  <p class="a">One</p><p class="b">Two <a href="/x">link</a></p>
  <table><tr><td>cell</td></tr></table>
  <input id="n" value="7"><textarea>long</textarea>
  <select><option value="1">a</option><option selected>b</option></select>
  <script>alert(1)</script>
</body></html>`;

async function extract(entry: Record<string, unknown>, parameters: Record<string, unknown> = {}) {
  const given = { extractionValues: [{ key: 'v', ...entry }], ...parameters };
  const { outputs, error } = await runNode(htmlExtract, { parameters: given, items: [{ data: page }] });
  return { value: outputs.main?.[0]?.v, error };
}
const value = async (...given: Parameters<typeof extract>) => (await extract(...given)).value;

describe('HTML Extract', () => {
  it('takes texts, HTML, attributes and values', async () => {
    assert.equal(await value({ cssSelector: 'h1' }), 'Tea & Milk');
    assert.equal(await value({ cssSelector: '.b', returnValue: 'html' }), 'Two <a href="/x">link</a>');
    assert.equal(await value({ cssSelector: 'a', returnValue: 'attribute', attribute: 'href' }), '/x');
    assert.equal(await value({ cssSelector: '#n', returnValue: 'value' }), '7');
    assert.equal(await value({ cssSelector: 'textarea', returnValue: 'value' }), 'long');
    assert.equal(await value({ cssSelector: 'select', returnValue: 'value' }), 'b');
  });

  it('reads pages as browsers do', async () => {
    assert.equal(await value({ cssSelector: 'table > tbody > tr > td:first-child' }), 'cell');
  });

  it('gives one value or a list', async () => {
    assert.equal(await value({ cssSelector: 'p' }), 'OneTwo link');
    assert.deepEqual(await value({ cssSelector: 'p', returnArray: true }), ['One', 'Two link']);
    assert.deepEqual(await value({ cssSelector: '.none', returnArray: true }), []);
    assert.equal(await value({ cssSelector: '.none' }), '');
    assert.equal(await value({ cssSelector: '.none', returnValue: 'html' }), null);
  });

  it('trims, tidies and leaves out what nobody sees', async () => {
    assert.equal(await value({ cssSelector: 'h1' }, { trimValues: false }), ' Tea & Milk ');
    const whole = String(await value({ cssSelector: 'html' }, { cleanUpText: true }));
    assert.doesNotMatch(whole, /alert|color|\n/u);
    assert.equal(await value({ cssSelector: '.b', skipSelectors: 'a' }), 'Two');
  });

  it('gives an item for each text of a list', async () => {
    const parameters = { extractionValues: { values: [{ key: 'a.b', cssSelector: 'p' }] } };
    const data: JsonValue = ['<p>1</p>', '<p>2</p>'];
    const { outputs } = await runNode(htmlExtract, { parameters, items: [{ data }] });
    assert.deepEqual(outputs.main, [{ a: { b: '1' } }, { a: { b: '2' } }]);
  });

  it('reads a page out of a file', async () => {
    const parameters = { sourceData: 'binary', extractionValues: [{ key: 'v', cssSelector: 'h1' }] };
    const files = [{ data: { content: page, mimeType: 'text/html' } }];
    assert.deepEqual((await runNode(htmlExtract, { parameters, files })).outputs.main, [{ v: 'Tea & Milk' }]);
    const large = [{ data: { content: Buffer.alloc(17_000_000), mimeType: 'text/html' } }];
    assert.equal((await runNode(htmlExtract, { parameters, files: large })).error?.code, 'payload-too-large');
  });

  it('survives a page that nests without end', async () => {
    const data = `${'<i>'.repeat(20_000)}deep`;
    const parameters = { extractionValues: [{ key: 'v', cssSelector: 'body' }] };
    const { outputs } = await runNode(htmlExtract, { parameters, items: [{ data }] });
    assert.deepEqual(outputs.main, [{ v: 'deep' }]);
  });

  it('names what cannot be used', async () => {
    for (const entry of [
      { cssSelector: 'p[' },
      { cssSelector: '' },
      { cssSelector: 'p', returnValue: 'constructor' },
      { cssSelector: 'p', returnValue: 'attribute' },
      { cssSelector: 'p', skipSelectors: '::::' },
    ])
      assert.equal((await extract(entry)).error?.code, 'parameter-invalid', JSON.stringify(entry));
    assert.equal(
      (await extract({ cssSelector: 'p' }, { dataPropertyName: 'x' })).error?.code,
      'parameter-invalid',
    );
  });

  it('never reaches a prototype', async () => {
    const parameters = { extractionValues: [{ key: '__proto__.polluted', cssSelector: 'p' }] };
    const { outputs } = await runNode(htmlExtract, { parameters, items: [{ data: page }] });
    assert.equal(Object.getPrototypeOf(outputs.main?.[0]), Object.prototype);
    assert.equal(({} as { polluted?: string }).polluted, undefined);
    const attribute = { cssSelector: 'p', returnValue: 'attribute', attribute: 'constructor' };
    assert.equal(await value(attribute), null);
  });
});

describe('Markdown', () => {
  const run = async (parameters: Record<string, unknown>) =>
    (await runNode(markdown, { parameters, items: [{ id: 1 }] })).outputs.main?.[0];

  it('turns HTML into Markdown', async () => {
    const html =
      '<head><title>T</title></head><h1>A</h1><ul><li>x</li></ul><p><em>e</em></p><script>1</script><nav>n</nav>';
    assert.deepEqual(await run({ html, ignore: 'nav' }), { id: 1, data: '# A\n\n*   x\n\n_e_' });
    const other = { headingStyle: 'setext', bulletMarker: '-', emDelimiter: '*', destinationKey: 'out.md' };
    assert.deepEqual(await run({ html, ignore: ['nav'], ...other }), {
      id: 1,
      out: { md: 'A\n=\n\n-   x\n\n*e*' },
    });
  });

  it('writes strong texts, code and links in the wanted way, and drops images that are data', async () => {
    const html =
      '<p><b>b</b> <a href="/x">link</a> <img src="data:image/png;base64,AA=="> <img src="/i.png" alt="i"></p><pre><code>c</code></pre>';
    const given = { html, strongDelimiter: '__', fence: '~~~', linkStyle: 'referenced' };
    const text = String((await run(given))?.data);
    assert.match(text, /^__b__ \[link\]\[1\]/u);
    assert.match(text, /~~~\nc\n~~~/u);
    assert.match(text, /\[1\]: \/x$/u);
    assert.doesNotMatch(text, /base64/u);
    assert.match(String((await run({ html, keepDataImages: true }))?.data), /data:image\/png;base64,AA==/u);
  });

  it('makes headings, links and documents in the wanted way', async () => {
    const given = { mode: 'markdownToHtml', markdown: '# My "Title"\n\n[a](/x)' };
    const html = async (more: Record<string, unknown>) => String((await run({ ...given, ...more }))?.data);
    assert.match(await html({ headerLevelStart: 2 }), /^<h2>My/u);
    assert.match(await html({ headerIds: true }), /^<h1 id="my-title">/u);
    assert.match(
      await html({ openLinksInNewWindow: true }),
      /<a target="_blank" rel="noopener noreferrer" href="\/x">a<\/a>/u,
    );
    assert.match(
      await html({ completeHtmlDocument: true }),
      /^<!DOCTYPE html>[^]*<body>\n<h1>[^]*<\/html>$/u,
    );
  });

  it('turns Markdown into HTML', async () => {
    const mode = 'markdownToHtml';
    assert.equal(
      (await run({ mode, markdown: '# A\n\n**b**' }))?.data,
      '<h1>A</h1>\n<p><strong>b</strong></p>',
    );
    assert.equal((await run({ mode, markdown: 'a\nb', breaks: true }))?.data, '<p>a<br>b</p>');
    assert.equal((await run({ mode, markdown: '~~a~~', gfm: false }))?.data, '<p>~~a~~</p>');
  });
});

describe('A template of HTML', () => {
  it('is filled for each item', async () => {
    const { outputs } = await runNode(htmlExtract, {
      parameters: { operation: 'template', html: '=<h1>{{ $json.title }}</h1>' },
      items: [{ title: 'One' }, { title: '<b>Two</b>' }],
    });
    assert.deepEqual(outputs['main'], [{ html: '<h1>One</h1>' }, { html: '<h1><b>Two</b></h1>' }]);
  });
});
