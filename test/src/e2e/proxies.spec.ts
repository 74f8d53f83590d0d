import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type RunningHost, startHost } from '../support/host-process.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { type ProxyServer, startProxy } from '../support/proxy-server.js';
import { outputOf, runStep } from '../support/run-step.js';
import { serverOf } from '../support/server-of.js';
import { filesBelow, processFacts, spoken } from '../support/sinks.js';

/** Reserved for private networks; only the proxy leads it anywhere. */
const remote = '10.211.77.3';
const password = 'pr0xy-p4ssword';

/** The whole way, from the operator's environment to what the proxy is asked for, in tests and in runs. */
describe('a host behind a proxy', () => {
  const web = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  let count = 0;
  let host: RunningHost;
  let proxy: ProxyServer;
  let mail: MailServer;
  before(async () => {
    mail = await startMailServer();
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    proxy = await startProxy(`operator:${password}`);
    const url = `http://operator:${password}@127.0.0.1:${proxy.port}`;
    const env = { HTTP_PROXY: url, https_proxy: url, NO_PROXY: '10.211.77.4', PATCHBAY_PROXY_SOCKETS: 'on' };
    host = await startHost({ env });
  });
  beforeEach(() => void (proxy.asked.length = 0));
  after(async () => {
    await host.stop();
    host.remove();
    await mail.close();
    web.close();
    web.closeAllConnections();
    proxy.close();
  });

  const save = async (type: string, config: Record<string, unknown>): Promise<string> =>
    (await host.api.call('connectionCreate', { body: { name: `c${(count += 1)}`, type, config } })).id;
  const test = (id: string) => host.api.call('connectionTest', { params: { id } });

  const databases: [string, string, string][] = [
    ['postgresql', 'TEST_POSTGRES_URL', 'SELECT 1 AS one'],
    ['mariadb', 'TEST_MARIADB_URL', 'SELECT 1 AS one'],
  ];
  for (const [type, variable, query] of databases) {
    it(`reaches ${type} through it`, async () => {
      const server = serverOf(variable);
      const id = await save(type, { ...server, host: remote, tls: 'off' });
      assert.deepEqual((await test(id)).outcome, 'ok');
      const asked = `${remote}:${server.port}`;
      assert.deepEqual(proxy.asked, [asked]);
      const [row] = outputOf(
        await runStep(host, { type: 'core.sqlQuery', parameters: { query }, connections: { database: id } }),
      );
      assert.deepEqual(row, { one: 1 });
      assert.deepEqual(proxy.asked, [asked, asked]);
    });
  }

  it('reaches a database over TLS through it, with the certificate checked', async () => {
    const { host: name, ...server } = serverOf('TEST_POSTGRES_TLS_URL');
    const tlsCa = readFileSync(process.env.TEST_POSTGRES_TLS_CA ?? '', 'utf8');
    const id = await save('postgresql', { ...server, host: remote, tls: 'on', tlsCa });
    // Good for the name of the server only, and the proxy leads this address to it.
    assert.equal((await test(id)).outcome, 'tls', name);
    assert.equal(proxy.asked.length, 1);
  });

  it('sends HTTP requests and mail through it', async () => {
    const { port } = web.address() as AddressInfo;
    const http = await save('http', { baseUrl: `http://${remote}:${port}` });
    assert.equal((await test(http)).outcome, 'ok');
    const [answer] = outputOf(
      await runStep(host, {
        type: 'core.httpRequest',
        parameters: { url: '/' },
        connections: { connection: http },
      }),
    );
    assert.ok(!JSON.stringify(answer).includes('proxy-authorization'), 'the target saw the login');
    const config = { host: remote, port: mail.port, encryption: 'none', fromAddress: 'a@example.test' };
    assert.equal((await test(await save('smtp', config))).outcome, 'ok');
    assert.ok(proxy.asked.length >= 3 && proxy.asked.every((each) => each.startsWith(`${remote}:`)));
  });

  it('keeps the policy: metadata, and what a pattern decides, never reach it', async () => {
    const config = { ...serverOf('TEST_POSTGRES_URL'), tls: 'off' };
    const metadata = await save('postgresql', { ...config, host: '169.254.169.254' });
    assert.equal((await test(metadata)).outcome, 'refusedByPolicy');
    const narrowed = await save('postgresql', { ...config, host: remote, egressAllow: '10.211.77.9' });
    assert.equal((await test(narrowed)).outcome, 'refusedByPolicy');
    const request = { type: 'core.httpRequest', parameters: { url: `http://${remote}/` }, connections: {} };
    assert.equal((await runStep(host, request)).error?.code, 'egress-refused');
    assert.deepEqual(proxy.asked, []);
  });

  it('shows the login of the proxy to no process, file or answer', () => {
    const spellings = [password, Buffer.from(`operator:${password}`).toString('base64')];
    const places = [...filesBelow(host.dataDirectory), ...processFacts(host.pid), ...spoken(host)];
    const holding = places.filter(({ bytes }) => spellings.some((spelling) => bytes.includes(spelling)));
    assert.deepEqual(
      holding.map(({ where }) => where),
      [],
    );
    assert.ok(places.some(({ where }) => where.endsWith('environ')));
  });
});
