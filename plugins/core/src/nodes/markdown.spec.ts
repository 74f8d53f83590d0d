import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { markdown } from './markdown.js';

async function run(parameters: Record<string, unknown>) {
  const { outputs, error } = await runNode(markdown, { parameters });
  return { data: outputs.main?.[0]?.data, error };
}
const toHtml = async (text: string, options: Record<string, unknown> = {}) =>
  (await run({ mode: 'markdownToHtml', markdown: text, ...options })).data;
const toMarkdown = async (html: string, options: Record<string, unknown> = {}) =>
  (await run({ html, ...options })).data;

describe('Markdown to HTML', () => {
  it('links names, but not those in mail addresses and paths', async () => {
    const text = 'Thanks @tivie, not @-x, a@b.example, /@x or `@code`';
    const html = String(await toHtml(text, { ghMentions: true, encodeEmails: false }));
    assert.match(html, /^<p>Thanks <a href="https:\/\/github\.com\/tivie">@tivie<\/a>, not @-x, /u);
    assert.equal(html.match(/<a /gu)?.length, 2, html);
    const own = { ghMentions: true, ghMentionsLink: '//my.example/{u}/"x' };
    assert.equal(await toHtml('@tivie', own), '<p><a href="//my.example/tivie/%22x">@tivie</a></p>');
    assert.equal(await toHtml('@tivie'), '<p>@tivie</p>');
  });

  it('knows emoji by their names, and no member of objects', async () => {
    const text = ':smile: :+1: :constructor: :nothing: 10:30:00 `:smile:`';
    assert.equal(
      await toHtml(text, { emoji: true }),
      '<p>😄 👍 :constructor: :nothing: 10:30:00 <code>:smile:</code></p>',
    );
    assert.equal(await toHtml(':smile:'), '<p>:smile:</p>');
  });

  it('hides mail addresses', async () => {
    const html = String(await toHtml('<me@x.example> [write](mailto:me@x.example)'));
    const entities = (text: string) => Array.from(text, (sign) => `&#${sign.charCodeAt(0)};`).join('');
    const link = `<a href="${entities('mailto:me@x.example')}">${entities('me@x.example')}</a>`;
    assert.equal(html, `<p>${link} <a href="mailto:me@x.example">write</a></p>`);
    assert.match(String(await toHtml('<me@x.example>', { encodeEmails: false })), />me@x\.example</u);
  });

  it('reads sizes of images', async () => {
    const on = { parseImgDimensions: true };
    for (const [text, html] of [
      ['![a](f.jpg =100x80)', '<img src="f.jpg" alt="a" width="100" height="80">'],
      ['![b](f.jpg =100x* "T")', '<img src="f.jpg" alt="b" width="100" height="auto" title="T">'],
      ['![c](f.jpg =80%x5em)', '<img src="f.jpg" alt="c" width="80%" height="5em">'],
      ['![d"<](f"o.jpg =1x1)', '<img src="f&quot;o.jpg" alt="d&quot;&lt;" width="1" height="1">'],
      ['![e](f.jpg)', '<img src="f.jpg" alt="e">'],
    ] as const)
      assert.equal(await toHtml(text, on), `<p>${html}</p>`);
    assert.doesNotMatch(String(await toHtml('![a](f.jpg =100x80)')), /width/u);
  });

  it('takes signs within words as somebody wants them', async () => {
    assert.equal(await toHtml('a_b_c d*e*f'), '<p>a_b_c d<em>e</em>f</p>');
    const other = { literalMidWordUnderscores: false, literalMidWordAsterisks: true };
    assert.equal(
      await toHtml('a_b_c with__two__signs d*e*f *x* g**h**', other),
      '<p>a<em>b</em>c with<strong>two</strong>signs d*e*f <em>x</em> g**h**</p>',
    );
  });

  it('takes the indentation of a template off, but not all of it', async () => {
    const text = '\n    # A\n\n    text\n\n        code\n  x';
    assert.match(String(await toHtml(text)), /^<pre><code># A/u);
    assert.equal(
      await toHtml(text, { smartIndentationFix: true }),
      '<h1>A</h1>\n<p>text</p>\n<pre><code>code\n</code></pre>\n<p>x</p>',
    );
    assert.equal(await toHtml('', { smartIndentationFix: true }), '');
  });

  it('takes headings without a blank where somebody wants them', async () => {
    assert.equal(await toHtml('##News #1'), '<p>##News #1</p>');
    const off = { requireSpaceBeforeHeadingText: false };
    assert.equal(await toHtml('##*News* ##\ntext', off), '<h2><em>News</em></h2>\n<p>text</p>');
    assert.equal(await toHtml('#######x', off), '<p>#######x</p>');
  });

  it('gives headings and columns ids, each once', async () => {
    const text = '# My "Title" & it\'s\n\n## My "Title" & it\'s\n\n### Prices {the-prices}';
    const ids = async (options: Record<string, unknown>) =>
      [...String(await toHtml(text, options)).matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id);
    const headerIds = true;
    assert.deepEqual(await ids({ headerIds }), ['my-title--its', 'my-title--its-1', 'prices-the-prices']);
    assert.deepEqual(await ids({ customizedHeaderId: true }), ['the-prices']);
    assert.doesNotMatch(String(await toHtml(text, { customizedHeaderId: true })), /\{/u);
    const prefix = { headerIds, prefixHeaderId: 'A "b' };
    assert.equal((await ids(prefix))[2], 'a-bprices-the-prices');
    assert.equal((await ids({ ...prefix, rawPrefixHeaderId: true }))[2], 'A &quot;bprices-the-prices');
    assert.equal((await ids({ headerIds, rawHeaderId: true }))[0], 'my--title--&amp;-it-s');
    const table = '| Name | Name |\n|---|---|\n| a | b |';
    const columns = String(await toHtml(table, { tablesHeaderId: true }));
    assert.match(columns, /<th id="name">Name<\/th>\n<th id="name-1">/u);
    assert.doesNotMatch(columns, /<td id/u);
  });

  it('links addresses in texts, with or without what ends the sentence', async () => {
    const text = 'See www.x.example!';
    assert.equal(await toHtml(text), '<p>See <a href="http://www.x.example">www.x.example</a>!</p>');
    assert.equal(await toHtml(text, { simplifiedAutoLink: false }), '<p>See www.x.example!</p>');
    assert.equal(
      await toHtml(text, { excludeTrailingPunctuation: false }),
      '<p>See <a href="http://www.x.example!">www.x.example!</a></p>',
    );
  });

  it('reads hostile texts in reasonable time', async () => {
    const all = { emoji: true, ghMentions: true, parseImgDimensions: true, literalMidWordUnderscores: false };
    for (const sign of ['@', ':', '![', 'a_', 'a*', '![a](b =1x', '#{', '@a-'])
      assert.equal(typeof (await toHtml(sign.repeat(2_000), all)), 'string', sign);
  });
});

describe('HTML to Markdown', () => {
  it('escapes as somebody wants it', async () => {
    const html = '<p># a_b [c] *d*</p>';
    assert.equal(await toMarkdown(html), '\\# a\\_b \\[c\\] \\*d\\*');
    const globalEscape = [{ pattern: '[_]', replacement: '\\_' }];
    assert.equal(await toMarkdown(html, { globalEscape }), '\\# a\\_b [c] *d*');
    const lineStartEscape = { values: [{ pattern: '^#', replacement: '&#35;' }] };
    assert.equal(await toMarkdown(html, { lineStartEscape }), '&#35; a\\_b \\[c\\] \\*d\\*');
    assert.equal(await toMarkdown('<p>1. x</p><p>- y</p>', { globalEscape }), '1\\. x\n\n\\- y');
  });

  it('replaces in texts, but not in code and addresses', async () => {
    const textReplace = [
      { pattern: '/price: (\\d+)/i', replacement: '**$1 €**' },
      { pattern: 'old', replacement: '' },
    ];
    const html = '<p>Price: 5old <a href="/old">old😀</a> <code>old</code></p>';
    assert.equal(await toMarkdown(html, { textReplace }), '**5 €** [😀](/old) `old`');
  });

  it('stops a pattern that would take years, and names one that is none', async () => {
    const slow = await run({
      html: `${'a'.repeat(60)}!`,
      textReplace: [{ pattern: '(a+)+$', replacement: '' }],
    });
    assert.equal(slow.error?.code, 'step-timeout');
    for (const wrong of [
      [{ pattern: '(' }],
      [{ pattern: '' }],
      [{ pattern: 1 }],
      ['x'],
      'x',
      [{ pattern: '/a/q' }],
    ])
      for (const name of ['textReplace', 'globalEscape', 'lineStartEscape'])
        assert.equal((await run({ html: 'a', [name]: wrong })).error?.code, 'parameter-invalid');
  });

  it('puts blank lines around elements that count as blocks', async () => {
    const html = 'a<span>b</span>c<x-note>d</x-note>';
    assert.equal(await toMarkdown(html), 'abcd');
    assert.equal(await toMarkdown(html, { blockElements: 'SPAN, x-note' }), 'a\n\nb\n\nc\n\nd');
  });

  it('keeps only some line breaks in a row, but those of code', async () => {
    const html = `a${'<br>'.repeat(6)}b<pre><code>c\n\n\n\n\nd</code></pre>`;
    const code = '```\nc\n\n\n\n\nd\n```';
    assert.equal(await toMarkdown(html), `a  \n  \n  \nb\n\n${code}`);
    assert.equal(await toMarkdown(html, { maxConsecutiveNewLines: 1 }), `a  \nb\n${code}`);
    const wrong = await run({ html, maxConsecutiveNewLines: '={{ 0 }}' });
    assert.match(wrong.error?.detail ?? '', /must be a whole number of at least 1/u);
  });
});
