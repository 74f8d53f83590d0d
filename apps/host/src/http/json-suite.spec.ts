import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { routes, type Route } from '@patchbay/contracts';
import { startSpecHost, type SpecHost } from '../spec/host.js';

interface Case {
  name: string;
  /** Base64 of the file. */
  body: string;
}
const cases = JSON.parse(
  readFileSync(new URL('../../vectors/json-test-suite.json', import.meta.url), 'utf8'),
) as Case[];
const own: [name: string, text: string][] = [
  ['n_proto', '{"__proto__":{"admin":true}}'],
  ['n_proto_escaped', '{"\\u005f_proto__":{"admin":true}}'],
  ['n_constructor', '{"constructor":{"prototype":{"admin":true}}}'],
  ['n_deep', '{"a":'.repeat(5000) + '1' + '}'.repeat(5000)],
  ['n_invalid_utf8', ''],
];

/** Routes that start something which a spec cannot wait for, or end the session that asks. */
const left = new Set(['logout', 'runEvents']);

describe('The JSON test suite', () => {
  let host: SpecHost;
  before(async () => {
    host = await startSpecHost();
  });

  const bodies: [string, Uint8Array<ArrayBuffer>][] = [
    ...cases.map(({ name, body }): [string, Uint8Array<ArrayBuffer>] => [
      name,
      new Uint8Array(Buffer.from(body, 'base64')),
    ]),
    ...own.map(([name, text]): [string, Uint8Array<ArrayBuffer>] => [
      name,
      name === 'n_invalid_utf8'
        ? new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
        : new TextEncoder().encode(text),
    ]),
  ];
  const send = async (
    path: string,
    method: string,
    body: Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ) => {
    const answer = await fetch(`${host.url}/api${path}`, {
      method,
      body,
      headers: { ...headers, 'content-type': 'application/json' },
    });
    const text = await answer.text();
    return { status: answer.status, code: /"code":"([^"]+)"/.exec(text)?.[1] };
  };

  it('is accepted or refused with 400 by a route that takes any body, and never fails', async () => {
    const login = await host.anonymous.post('/auth/login', {
      email: 'founder@example.org',
      password: 'correct horse battery',
    });
    const headers = { authorization: `Bearer ${String(login.body['token'])}` };
    for (const [name, body] of bodies) {
      const { status, code } = await send('/connections', 'POST', body, headers);
      assert.ok(status < 500, `${name}: ${status}`);
      if (name.startsWith('n_') && body.length > 0)
        assert.deepEqual([status, code], [400, 'malformed-json'], name);
      if (name.startsWith('y_')) assert.notEqual(code, 'malformed-json', name);
    }
    assert.equal(({} as Record<string, unknown>)['admin'], undefined);
  });

  it('makes no route fail', async () => {
    const login = await host.anonymous.post('/auth/login', {
      email: 'founder@example.org',
      password: 'correct horse battery',
    });
    const headers = { authorization: `Bearer ${String(login.body['token'])}` };
    const taking = Object.entries<Route>(routes).filter(
      ([name, { body }]) => body !== undefined && !left.has(name),
    );
    assert.ok(taking.length > 15);
    for (const [name, { path, method }] of taking) {
      const filled = path.replaceAll(/:[A-Za-z]+/g, 'none');
      const some = bodies.filter((_, index) => index % 13 === name.length % 13);
      const answers = await Promise.all(some.map(([, body]) => send(filled, method, body, headers)));
      const failed = answers.flatMap(({ status }, index) =>
        status >= 500 ? [`${name} ${some[index]?.[0]}`] : [],
      );
      assert.deepEqual(failed, []);
    }
  });
});
