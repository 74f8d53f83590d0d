import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';

import { open, problem } from './spec/egress.js';
import type { Lookup } from './types.js';

const file = new URL('../vectors/ssrf-published.json', import.meta.url);
const { payloads } = JSON.parse(readFileSync(file, 'utf8')) as { payloads: { id: number; url: string }[] };

/**
 * What the names of the list are there for: localhost, metadata services, names that answer with an internal address.
 * Where the list names a public host (a redirector, an API), its address is the attacker's to choose, so here every
 * name gives metadata or loopback. What a redirector does with a public address is in redirect.spec.ts.
 */
const hostile: Lookup = async (hostname) => [
  { address: '93.184.216.34', family: 4 },
  { address: hostname.length % 2 === 0 ? '169.254.169.254' : '127.0.0.1', family: 4 },
];
const never: Lookup = async (hostname) => assert.fail(`${hostname} was looked up`);

let dials = 0;
const hook = createHook({ init: (_id, type) => void (dials += type === 'TCPCONNECTWRAP' ? 1 : 0) }).enable();
after(() => void hook.disable());

describe('the published list of forged URLs', () => {
  const pattern = open({ origin: 'pattern', lookup: hostile });
  const bound = open({ lookup: never, bound: [{ host: 'api.patchbay.test', port: 443 }] });

  it('is whole', () => assert.equal(payloads.length, 139));

  for (const { id, url } of payloads) {
    it(`entry ${id} is refused for a pattern and for a bound connection, and nothing is dialled: ${url}`, async () => {
      await assert.rejects(pattern.fetch(url, { timeoutMs: 1_000 }), problem('egress-refused'));
      await assert.rejects(bound.fetch(url, { timeoutMs: 1_000 }), problem('egress-refused'));
      assert.equal(dials, 0);
    });
  }

  it('would have been seen to be dialled', async () => {
    await assert.rejects(open().fetch('http://127.0.0.1:1/'), problem('connect-unreachable'));
    assert.equal(dials, 1);
  });
});
