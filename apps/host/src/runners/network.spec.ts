import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startSpies, type Spies } from './testing/network-spies.js';
import { offersOf } from './testing/offered.js';
import { lender, openPool, type TestPool } from './testing/test-pool.js';
import { resultOf, startRun } from './testing/test-run.js';

type Found = Record<string, string>;

const here = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .filter(({ family }) => family === 'IPv4')
  .map(({ address }) => address);
const offers = offersOf([]);
const rungs = (['namespaces+user', 'namespaces'] as const).filter((rung) => offers[rung].works);

const attack = async (test: TestPool, how: string, target: object, projectId = 'project-1') =>
  resultOf(startRun(test.pool, { how, target, projectId }));
const ask = (facts: object) =>
  `${JSON.stringify({ host: '127.0.0.1', port: 1, purpose: 'socket', origin: 'connection', timeoutMs: 2000, ...facts })}\n`;

/** Everything of a machine that a socket could lead to. */
function targetsOf(spies: Spies, test: TestPool): { host?: string; port?: number; path?: string }[] {
  const { port: database } = new URL(process.env['TEST_POSTGRES_URL'] ?? 'tcp://127.0.0.1:1');
  const relays = readdirSync(test.data.relays).map((name) => join(test.data.relays, name, 'dial'));
  return [
    ...here.map((host) => ({ host, port: spies.port })),
    { host: '::1', port: spies.port },
    { host: '127.0.0.1', port: Number(database) },
    { host: '169.254.169.254', port: 80 },
    { path: spies.abstract },
    ...relays.map((path) => ({ path })),
  ];
}

describe('the network of this machine', () => {
  let spies: Spies;
  before(async () => {
    spies = await startSpies();
  });
  after(() => spies.close());

  for (const rung of rungs) {
    it(`is not there for a runner at the rung "${rung}"`, async (t) => {
      const test = await openPool({ isolation: rung });
      t.after(() => test.close());
      const { network } = test.status().isolation ?? {};
      // Asked of the system itself, by a command that shares nothing with the code that decides.
      assert.equal(network?.separated, offers[rung].network, network?.description);
      if (!network?.separated) return;
      const before = [spies.taken(), spies.datagrams()];
      const found = (await attack(test, 'connect', { targets: targetsOf(spies, test) })) as Found;
      const codes = new Set(Object.values(found));
      for (const code of codes) assert.match(code, /^(ENETUNREACH|EADDRNOTAVAIL|ECONNREFUSED|ENOENT)$/u);
      // A refusal is what an abstract name without a listener gets; of an address it would come from this machine.
      for (const [target, code] of Object.entries(found))
        assert.ok(code !== 'ECONNREFUSED' || target.startsWith('@'), `${target}: ${code}`);
      const sent = { host: '127.0.0.1', port: spies.udpPort, text: 'exfiltrated' };
      const said = Object.values((await attack(test, 'datagrams', sent)) as Found);
      assert.ok(!said.includes('sent') && said.every((code) => typeof code === 'string'), said.join());
      assert.deepEqual([spies.taken(), spies.datagrams()], before);
    });
  }

  it('is there for a runner that shares it, which is said', async (t) => {
    const test = await openPool({ network: 'shared' });
    t.after(() => test.close());
    const { network } = test.status().isolation ?? {};
    assert.equal(network?.separated, false);
    assert.match(network?.description ?? '', /share the network .* PATCHBAY_RUNNER_NETWORK/u);
    const found = (await attack(test, 'connect', { targets: targetsOf(spies, test) })) as Found;
    assert.equal(found[`127.0.0.1 ${spies.port}`], 'connected');
    assert.equal(found[spies.abstract.replace('\0', '@')], 'connected');
    await attack(test, 'datagrams', { host: '127.0.0.1', port: spies.udpPort, text: 'exfiltrated' });
    while (spies.datagrams() < 1) await new Promise((resolve) => setImmediate(resolve));
  });

  it('keeps a rung without network namespaces from being called separated', async () => {
    await assert.rejects(openPool({ isolation: 'process', network: 'separated' }), {
      code: 'runner-unavailable',
      message: /no network namespace/u,
    });
  });

  it('refuses a runner that could connect to it in spite of its isolation', async () => {
    const main = new URL('../../src/runners/fixtures/connecting-runner.js', import.meta.url).href;
    const opened = openPool({ main, isolation: 'process' });
    await assert.rejects(opened, {
      code: 'runner-unavailable',
      message: /could connect to 127\.0\.0\.1 5680/u,
    });
  });
});

// A machine that grants no network namespace has no relay either, which the specs above expect of it.
if (rungs.some((rung) => offers[rung].network))
  describe('the relay of a runner', () => {
    let spies: Spies;
    let test: TestPool;
    let lent = 0;
    before(async () => {
      spies = await startSpies();
      const ownListeners = [{ address: '127.0.0.1', port: spies.udpPort }];
      test = await openPool({ network: 'separated', ownListeners, max: 3 });
    });
    after(async () => {
      await test.close();
      spies.close();
    });
    const answers = async (lines: string[], projectId?: string) =>
      (await attack(test, 'ask', { lines }, projectId)) as string[];
    const lend = (destinations: object[], projectId = 'project-1') => {
      const connection = { ...lender({ destinations }), connectionId: `lent-${(lent += 1)}` };
      const lease = () => Promise.resolve(connection);
      return resultOf(startRun(test.pool, { connectionId: connection.connectionId, lease, projectId }));
    };

    it('opens of this machine what a lent connection names, to its own runner, and to no other', async () => {
      const mine = ask({ port: spies.port });
      assert.match((await answers([mine]))[0] ?? '', /"egress-refused"/u);
      await lend([{ host: '127.0.0.1', port: spies.port }]);
      const lines = [mine, ask({ port: spies.port, host: '127.0.0.2' }), ask({ port: spies.port - 1 })];
      const [own, address, port] = await answers(lines);
      assert.match(own ?? '', /^\{"ok":true/u);
      for (const refused of [address, port]) assert.match(refused ?? '', /"egress-refused"/u);
      assert.match((await answers([mine], 'project-2'))[0] ?? '', /"egress-refused"/u);
    });

    it('never opens metadata nor the listeners of the host, whatever is lent', async () => {
      const host = '127.0.0.1';
      await lend([{ host: '169.254.169.254' }, { host, port: spies.udpPort }, { host: 'localhost' }]);
      const lines = [
        ask({ host: '169.254.169.254', port: 80 }),
        ask({ port: spies.udpPort }),
        ask({ host: 'localhost', port: spies.udpPort }),
      ];
      for (const answer of await answers(lines)) assert.match(answer, /"egress-refused"/u);
    });

    it('refuses lines that are forged, and those after them are fine', async () => {
      const forged = [
        ask({ host: '127.0.0.1\0.example.com' }),
        ask({ host: `127.0.0.1:${spies.port}` }),
        ask({ port: `${spies.port}` }),
        ask({ runner: 'another' }),
        ask({ origin: 'operator' }),
        `${'x'.repeat(5000)}\n`,
        `${ask({ port: spies.port })}GET / HTTP/1.1\r\n\r\n`,
        '\u0000\u0000\u0000\u0001\n',
      ];
      for (const answer of await answers(forged)) assert.match(answer, /^\{"ok":false/u);
      await lend([{ host: '127.0.0.1', port: spies.port }]);
      assert.match((await answers([ask({ port: spies.port })]))[0] ?? '', /^\{"ok":true/u);
    });

    it('is no longer asked about a connection that was changed', async () => {
      const connection = { ...lender({ destinations: [{ host: '127.0.0.1', port: spies.port }] }) };
      const opened = { ...connection, connectionId: 'changing' };
      const lease = () => Promise.resolve(opened);
      const projectId = 'project-3';
      await resultOf(startRun(test.pool, { connectionId: 'changing', lease, projectId }));
      assert.match((await answers([ask({ port: spies.port })], projectId))[0] ?? '', /^\{"ok":true/u);
      test.pool.connectionChanged('changing', 2);
      assert.match((await answers([ask({ port: spies.port })], projectId))[0] ?? '', /"egress-refused"/u);
    });
  });
