import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { routes } from '@patchbay/contracts';
import { read } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';

const json = { 'content-type': 'application/json' };
let host: SpecHost;
before(async () => {
  host = await startSpecHost();
});

describe('Answers', () => {
  it('are problem documents with a request id when something is wrong', async () => {
    const cases: [string, number, string][] = [
      ['{', 400, 'malformed-json'],
      ['{"__proto__":{}}', 400, 'malformed-json'],
      ['['.repeat(100_000), 400, 'malformed-json'],
      ['[]', 422, 'validation-failed'],
      ['null', 422, 'validation-failed'],
      ['{"name":"n","type":"http","config":{},"projectId":"other"}', 400, 'unknown-member'],
      [`{"name":"${'n'.repeat(2 * 1024 * 1024)}"}`, 413, 'payload-too-large'],
    ];
    for (const [text, status, code] of cases) {
      const answer = await host.admin.send('POST', '/connections', text, json);
      assert.deepEqual([answer.status, answer.body['code']], [status, code]);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
      assert.equal(answer.body['requestId'], answer.headers.get('x-request-id'));
    }
  });

  it('reveal nothing of a failure that nobody foresaw, which the log then names', async () => {
    await host.store.dataSource.query('ALTER TABLE connection_tests RENAME TO elsewhere');
    const { body: created } = await host.admin.post('/connections', {
      name: 'x',
      type: 'http',
      config: { baseUrl: 'https://example.org' },
    });
    const { status, body, text } = await host.admin.get(`/connections/${String(created['id'])}/tests`);
    await host.store.dataSource.query('ALTER TABLE elsewhere RENAME TO connection_tests');
    assert.equal(status, 500);
    assert.equal(body['code'], 'internal');
    assert.doesNotMatch(text, /connection_tests|SELECT|at /);
    assert.match(
      readFileSync(join(host.home, 'data/logs/host.log'), 'utf8'),
      new RegExp(String(body['requestId'])),
    );
  });

  it('carry the headers that keep browsers from mischief', async () => {
    const { headers } = await host.admin.get('/connections');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self';/);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
  });

  it('are 404 for an unknown address of the API, whatever the method', async () => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const { status, body } = await host.admin.send(method, '/nowhere');
      assert.deepEqual([status, body['code']], [404, 'not-found'], method);
    }
  });

  it('say when to try again after too many attempts', async () => {
    const attempts = [];
    for (let count = 0; count < 11; count += 1)
      attempts.push(await host.anonymous.post('/auth/login', { email: 'a@b', password: 'x' }));
    const last = attempts.at(-1);
    assert.deepEqual([last?.status, last?.body['code']], [429, 'rate-limited']);
    assert.ok(Number(last?.headers.get('retry-after')) > 0);
  });
});

describe('The documents of the API', () => {
  it('describe every route, with its schemas among the components', async () => {
    const { body } = await host.anonymous.get('/openapi.json');
    assert.equal(body['openapi'], '3.1.0');
    const paths = body['paths'] as Record<string, Record<string, { operationId: string }>>;
    const documented = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    assert.deepEqual(documented.sort(), Object.keys(routes).sort());
    const references = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    const { schemas } = body['components'] as { schemas: object };
    assert.ok(references.length > 10 && references.every((name) => Object.hasOwn(schemas, name ?? '')));
  });

  it('are shown by pages without inline scripts', async () => {
    const page = await read(await fetch(`${host.url}/api/docs`));
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /<script>|onload=/);
    assert.equal((await fetch(`${host.url}/api/docs/`)).status, 200);
    for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css', 'init.js']) {
      assert.equal((await fetch(`${host.url}/api/docs/${file}`)).status, 200, file);
    }
    assert.equal((await fetch(`${host.url}/api/docs/package.json`)).status, 404);
  });
});
