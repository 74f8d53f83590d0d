import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { read } from '../../spec/api.js';
import { chain, createPattern, editNode, start } from '../../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../../spec/host.js';
import { waitUntil } from '../../spec/wait-until.js';
import { outputOf, waitNode } from '../../waiting/waiting.spec.support.js';

const password = 'pass:wörd "+&';
const basic = (user: string, given: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${given}`).toString('base64')}`,
});

describe('Callers of a run that waits', () => {
  let host: SpecHost;
  let basicId: string;
  let headerId: string;
  before(async () => {
    // The specs are the proxy, and say by X-Forwarded-For who called them.
    host = await startSpecHost({ env: { PATCHBAY_TRUSTED_PROXIES: '127.0.0.1, 10.9.0.0/16' } });
    basicId = await connect('basic_auth', { username: 'anna', password });
    headerId = await connect('header_auth', { name: 'X-Door', value: 'sesame-0123456789' });
  });

  async function connect(type: string, config: object): Promise<string> {
    const { status, body, text } = await host.admin.post('/connections', {
      name: `${type} ${next()}`,
      type,
      config,
    });
    assert.equal(status, 201, text);
    return String(body['id']);
  }

  async function begin(parameters: object, caller?: string): Promise<{ id: string; url: string }> {
    const { run, url } = await tryToWait(parameters, caller);
    assert.equal(run.status, 'waiting', JSON.stringify(run.error));
    return { id: run.id, url };
  }

  async function tryToWait(parameters: object, caller?: string): Promise<{ run: RunDetail; url: string }> {
    const waits: PatternNode = {
      ...waitNode({ resume: 'webhook', ...parameters }),
      ...(caller === undefined ? {} : { connections: { caller } }),
    };
    const patternId = await createPattern(host.admin, chain(start, editNode('={{ $run.resumeUrl }}'), waits));
    const { body } = await host.admin.post(`/patterns/${patternId}/run`, { wait: true });
    const run = body as unknown as RunDetail;
    return { run, url: String(outputOf(run, 'edit')[0]?.['value']) };
  }

  const call = async (url: string, headers: Record<string, string> = {}) =>
    read(await fetch(url, { headers }));
  const get = async (id: string) => (await host.admin.get(`/runs/${id}`)).body as unknown as RunDetail;
  /** What was refused did not go on, and what is let in does. */
  const goesOn = async ({ id, url }: { id: string; url: string }, headers: Record<string, string> = {}) => {
    assert.equal((await get(id)).status, 'waiting');
    const answer = await call(url, headers);
    assert.equal(answer.status, 202, answer.text);
    await waitUntil('the run is over', async () => (await get(id)).status === 'success');
    return outputOf(await get(id), 'wait')[0];
  };

  it('must show the user and the password of the connection, which nobody sees afterwards', async () => {
    const waiting = await begin({ authentication: 'basicAuth' }, basicId);
    const wrong: Record<string, string>[] = [
      {},
      basic('anna', 'wrong'),
      basic('anna', ''),
      basic('Anna', password),
      basic('', ''),
      { authorization: `Bearer ${password}` },
      { authorization: 'Basic' },
    ];
    for (const headers of wrong) {
      const { status, body, headers: answered } = await call(waiting.url, headers);
      assert.deepEqual([status, body['code']], [401, 'caller-unauthenticated']);
      assert.match(answered.get('www-authenticate') ?? '', /^Basic realm=/);
    }
    const item = await goesOn(waiting, { ...basic('anna', password), 'x-other': 'seen' });
    const seen = item?.['headers'] as Record<string, string>;
    assert.deepEqual([seen['x-other'], seen['authorization']], ['seen', undefined]);
  });

  it('must show the header of the connection, which nobody sees afterwards', async () => {
    const waiting = await begin({ authentication: 'headerAuth' }, headerId);
    for (const headers of [
      {},
      { 'x-door': 'sesame' },
      { 'x-door': 'sesame-0123456789, more' },
      { 'x-door': '' },
    ]) {
      const { status, body } = await call(waiting.url, headers);
      assert.deepEqual([status, body['code']], [403, 'caller-not-allowed']);
    }
    const item = await goesOn(waiting, { 'X-Door': 'sesame-0123456789' });
    assert.equal((item?.['headers'] as Record<string, string>)['x-door'], undefined);
  });

  it('are let in by nobody else than a connection that fits, is there, and may be used at the moment of the call', async () => {
    for (const [authentication, caller] of [
      ['basicAuth', undefined],
      ['basicAuth', headerId],
    ] as const) {
      const { run } = await tryToWait({ authentication }, caller);
      assert.deepEqual([run.status, run.error?.code], ['failed', 'parameter-invalid']);
    }
    const own = await connect('basic_auth', { username: 'anna', password });
    const waiting = await begin({ authentication: 'basicAuth' }, own);
    await host.admin.post(`/connections/${own}/disable`);
    const refused = await call(waiting.url, basic('anna', password));
    assert.deepEqual([refused.status, refused.body['code']], [403, 'caller-not-allowed']);
    await host.admin.post(`/connections/${own}/enable`);
    await goesOn(waiting, basic('anna', password));
    const { body } = await host.admin.get(`/audit?subjectId=${own}`);
    const actions = (body['items'] as { action: string }[]).map(({ action }) => action);
    assert.equal(actions.filter((action) => action === 'connection.leased').length, 2, actions.join());
    assert.ok(actions.includes('connection.leaseDenied'));
  });

  it('may try to show it thirty times a minute', async () => {
    const waiting = await begin({ authentication: 'basicAuth' }, basicId);
    let last = await call(waiting.url, basic('anna', 'guess'));
    for (let tries = 1; last.status === 401 && tries < 60; tries += 1)
      last = await call(waiting.url, basic('anna', 'guess'));
    assert.deepEqual([last.status, last.body['code']], [429, 'rate-limited']);
    assert.equal((await call(waiting.url, basic('anna', password))).status, 429);
  });

  it('must come from an address of the list, as the proxy before this host saw it', async () => {
    const waiting = await begin({ ipWhitelist: '198.51.100.0/24, 2001:db8::/32' });
    const from = (...addresses: string[]) => ({ 'x-forwarded-for': addresses.join(', ') });
    const refused = [
      {},
      from('203.0.113.1'),
      // What a caller claims itself stands before what the proxy saw.
      from('198.51.100.7', '203.0.113.1'),
      from('198.51.100.7', '203.0.113.1', '10.9.8.7'),
      from('2001:db9::1'),
      from('198.51.100.7:80'),
    ];
    for (const headers of refused) {
      const { status, body } = await call(waiting.url, headers);
      assert.deepEqual([status, body['code']], [403, 'caller-not-allowed'], JSON.stringify(headers));
    }
    await goesOn(waiting, from('203.0.113.1', '2001:0db8::7', '10.9.8.7'));
    const { run } = await tryToWait({ ipWhitelist: '198.51.100.0/24, office' });
    assert.deepEqual([run.status, run.error?.code], ['failed', 'parameter-invalid']);
    assert.match(run.error?.detail ?? '', /"office"/);
  });

  it('are no bots, where those are not wanted', async () => {
    const waiting = await begin({ ignoreBots: true });
    for (const agent of [
      'Slackbot-LinkExpanding 1.0',
      'Mozilla/5.0 (compatible; Googlebot/2.1)',
      'WhatsApp/2.23',
    ]) {
      const { status, body } = await call(waiting.url, { 'user-agent': agent });
      assert.deepEqual([status, body['code']], [403, 'caller-not-allowed'], agent);
    }
    await goesOn(waiting, {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    });
    const other = await begin({});
    await goesOn(other, { 'user-agent': 'Googlebot' });
  });

  it('must name what stands behind the address', async () => {
    const waiting = await begin({ webhookSuffix: '/yes/please/' });
    for (const suffix of ['', '/no', '/yes', '/yes/please/now'])
      assert.equal((await call(`${waiting.url}${suffix}`)).body['code'], 'resume-url-not-found', suffix);
    await goesOn({ ...waiting, url: `${waiting.url}/yes/please` });
    const { run } = await tryToWait({ webhookSuffix: "={{ 'a b' }}" });
    assert.deepEqual([run.status, run.error?.code], ['failed', 'parameter-invalid']);
    const plain = await begin({});
    assert.equal((await call(`${plain.url}/more`)).status, 404);
  });
});

describe('Callers of a host without a proxy', () => {
  it('are who they are, whatever they claim', async () => {
    const host = await startSpecHost();
    const waits = waitNode({ resume: 'webhook', ipWhitelist: '198.51.100.7' });
    const graph = chain(start, editNode('={{ $run.resumeUrl }}'), waits);
    const patternId = await createPattern(host.admin, graph);
    const { body } = await host.admin.post(`/patterns/${patternId}/run`, { wait: true });
    const url = String(outputOf(body as unknown as RunDetail, 'edit')[0]?.['value']);
    const { status } = await fetch(url, { headers: { 'x-forwarded-for': '198.51.100.7' } });
    assert.equal(status, 403);
  });
});

let count = 0;
function next(): number {
  return (count += 1);
}
