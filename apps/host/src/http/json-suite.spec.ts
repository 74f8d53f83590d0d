import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { routes, type Route } from '@patchbay/contracts';
import { founder, startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

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
];

/** It ends the session that asks. */
const left = new Set(['logout']);
const atOnce = 32;

type Body = [name: string, bytes: Uint8Array];

const bodies: Body[] = [
  ...cases.map(({ name, body }): Body => [name, new Uint8Array(Buffer.from(body, 'base64'))]),
  ...own.map(([name, text]): Body => [name, new TextEncoder().encode(text)]),
  ['n_invalid_utf8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
];
const taking = Object.entries<Route>(routes).filter(
  ([name, { body }]) => body !== undefined && !left.has(name),
);

/**
 * Every fifth of them, beginning elsewhere for each route: all routes read their bodies alike, so each gets some fifty, of every
 * kind, and each of the bodies goes to a dozen routes.
 */
function sharedOut(all: readonly Body[], route: number): Body[] {
  return all.filter((_, index) => index % 5 === route % 5);
}

for (const kind of storeKinds) {
  describe(`The JSON test suite on ${kind}`, () => {
    let host: SpecHost;
    let headers: Record<string, string>;
    before(async () => {
      host = await startSpecHost({ kind });
      const { email, password } = founder;
      const { body } = await host.anonymous.post('/auth/login', { email, password });
      headers = { authorization: `Bearer ${String(body['token'])}`, 'content-type': 'application/json' };
    });

    // Without a socket: there are thousands of requests.
    const send = async ({ path, method }: Route, body: Uint8Array) => {
      const url = `/api${path.replaceAll(/:[A-Za-z]+/g, 'none')}`;
      const payload = Buffer.from(body);
      const { statusCode, payload: text } = await host.app.nest.inject({ method, url, headers, payload });
      return { status: statusCode, code: /"code":"([^"]+)"/.exec(text)?.[1] };
    };
    /** What is wrong with the answer, if anything. */
    const check = async (name: string, route: Route, [file, bytes]: Body): Promise<string[]> => {
      const { status, code } = await send(route, bytes);
      const mustFail = file.startsWith('n_') && bytes.length > 0;
      const isRefused = status === 400 && code === 'malformed-json';
      const isRight =
        status < 500 && (mustFail ? isRefused : file.startsWith('y_') ? code !== 'malformed-json' : true);
      return isRight ? [] : [`${name} ${file}: ${status} ${code ?? ''}`];
    };

    it('is accepted or refused with 400 by every route that takes a body, and makes none fail', async () => {
      assert.ok(taking.length > 30);
      // What is refused never reaches the store, so one store is enough for it.
      const some = kind === 'sqlite' ? bodies : bodies.filter(([file]) => !file.startsWith('n_'));
      const wrong: string[] = [];
      const all = taking
        .flatMap(([name, route], at) => sharedOut(some, at).map((body) => [name, route, body] as const))
        .values();
      const work = async () => {
        for (const [name, route, body] of all) wrong.push(...(await check(name, route, body)));
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      assert.deepEqual(wrong, []);
      assert.equal(({} as Record<string, unknown>)['admin'], undefined);
    });
  });
}
