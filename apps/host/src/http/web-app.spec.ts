import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { temporaryDirectory } from '../spec/temporary.js';
import { serveWebApp } from './web-app.js';

describe('The web application', () => {
  const server = fastify();
  let url = '';
  before(async () => {
    const folder = join(temporaryDirectory(), 'dist');
    mkdirSync(join(folder, 'assets'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<h1>page</h1>');
    writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'run()');
    writeFileSync(join(folder, 'assets', 'app-1a2b.js.br'), brotliCompressSync('run()'));
    writeFileSync(join(folder, 'assets', 'app-1a2b.js.gz'), gzipSync('run()'));
    writeFileSync(join(folder, '..', 'outside.txt'), 'secret');
    serveWebApp(server, folder);
    url = await server.listen({ port: 0 });
  });
  after(() => server.close());

  it('is its page at every address that could be one of its own', async () => {
    for (const path of ['/', '/connections', '/patterns/x/edit', '/index.html']) {
      const answer = await fetch(url + path);
      assert.equal(await answer.text(), '<h1>page</h1>', path);
      assert.equal(answer.headers.get('cache-control'), 'no-cache');
    }
  });

  it('lets browsers keep what carries a hash in its name', async () => {
    const answer = await fetch(`${url}/assets/app-1a2b.js`);
    assert.equal(await answer.text(), 'run()');
    assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/);
    assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  });

  it('sends what the build compressed to whom it suits, and nobody else', async () => {
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip, br;q=0', 'gzip'],
      ['GZIP;q=0.5', 'gzip'],
      ['br;q=0.0, *', null],
      ['', null],
    ] as const) {
      const answer = await fetch(`${url}/assets/app-1a2b.js`, { headers: { 'accept-encoding': accepted } });
      assert.equal(answer.headers.get('content-encoding'), encoding, accepted);
      assert.equal(answer.headers.get('vary'), 'accept-encoding');
      assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript/);
      assert.equal(await answer.text(), 'run()');
    }
    const page = await fetch(url, { headers: { 'accept-encoding': 'br' } });
    assert.equal(page.headers.get('content-encoding'), null);
    assert.equal(await page.text(), '<h1>page</h1>');
  });

  it('has no page for missing files, the API, or what lies outside of it', async () => {
    for (const path of [
      '/assets/gone.js',
      '/api/nowhere',
      '/favicon.ico',
      '/..%2foutside.txt',
      '/assets/..%2f..%2foutside.txt',
    ]) {
      const answer = await fetch(url + path);
      assert.notEqual(await answer.text(), 'secret', path);
      assert.equal(answer.ok, false, path);
    }
  });
});
