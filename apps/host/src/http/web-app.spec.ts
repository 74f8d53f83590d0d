import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
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
