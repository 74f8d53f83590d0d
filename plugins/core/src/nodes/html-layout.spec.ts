import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { htmlExtract } from './html-extract.js';

async function laidOut(data: string, parameters: Record<string, unknown> = {}, entry: object = {}) {
  const extractionValues = [{ key: 'v', cssSelector: 'body', ...entry }];
  const given = { extractionValues, layOutText: true, ...parameters };
  const { outputs, error } = await runNode(htmlExtract, { parameters: given, items: [{ data }] });
  return error?.detail ?? outputs.main?.[0]?.v;
}

describe('a text that is laid out', () => {
  it('has headings in capitals and paragraphs apart', async () => {
    const html =
      '<h1>Hello  World</h1><p>One <b>two</b>\n three.</p><h3>Ä ß</h3><div>a</div><div>b<br>c<br><br>d</div>';
    assert.equal(await laidOut(html), 'HELLO WORLD\n\nOne two three.\n\nÄ SS\n\na\nb\nc\n\nd');
  });

  it('has lists with their signs, also within each other', async () => {
    const html = '<ul><li>a<li>b<ul><li>c<br>d</ul></ul>text<ol start="9"><li>x<li><p>y</p><p>z</p></ol>';
    assert.equal(await laidOut(html), '* a\n * b\n    * c\n      d\n\ntext\n\n 9. x\n\n 10. y\n\n     z');
    assert.equal(await laidOut('<ul><li>a</ul>', { trimValues: false }), ' * a');
  });

  it('has a line for each row of a table', async () => {
    const html =
      '<table><tr><th>Name</th><th>Sum</th></tr>\n<tr> <td>Ada <i>L.</i></td> <td>10</td></tr></table>';
    assert.equal(await laidOut(html), 'NAME   SUM\nAda L.   10');
  });

  it('has addresses of links and images, but not those within the page', async () => {
    const html =
      '<a href="/x">text</a>, <a href="#top">up</a> <a>none</a> <img src="/i.png" alt="An image"> <img src="data:image/png;base64,AA" alt="Inline">';
    assert.equal(await laidOut(html), 'text [/x], up none An image [/i.png] Inline');
  });

  it('keeps code as it is, and marks quotes', async () => {
    const html =
      'a<pre>if (x)\n    y  z\n\nend</pre><blockquote>q<br>r<blockquote>s</blockquote></blockquote><hr>end';
    const line = '-'.repeat(40);
    assert.equal(await laidOut(html), `a\n\nif (x)\n    y  z\n\nend\n\n> q\n> r\n\n> > s\n\n${line}\n\nend`);
  });

  it('leaves out what is skipped or never shown, and joins matches by lines', async () => {
    const html = '<p>a <span>b</span></p><script>alert(1)</script><p>c</p>';
    assert.equal(await laidOut(html, {}, { cssSelector: 'p', skipSelectors: 'span' }), 'a\nc');
    assert.deepEqual(await laidOut(html, {}, { cssSelector: 'p', returnArray: true }), ['a b', 'c']);
    assert.equal(await laidOut(html), 'a b\n\nc');
    assert.equal(await laidOut('<h1>A</h1><p>b</p>', { layOutText: false }), 'Ab');
    assert.equal(await laidOut('<h1>A</h1><p>b</p>', { cleanUpText: true }), 'Ab');
    assert.equal(await laidOut(''), '');
  });

  it('survives pages that nest or go on without end', async () => {
    const deep = String(await laidOut(`${'<blockquote>'.repeat(20_000)}${'x<br>'.repeat(1_000)}`));
    assert.ok(deep.length < 50_000 && deep.startsWith('> '.repeat(10) + 'x\n'), `${deep.length}`);
    assert.equal(String(await laidOut('<br>'.repeat(100_000))), '');
    assert.equal(String(await laidOut('<td>x'.repeat(50_000))).length, 50_000);
  });
});
