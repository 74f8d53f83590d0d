import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { read } from '../spec/api.js';
import { chain, createPattern, editNode } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { stopWrites } from '../spec/write-stop.js';

const password = 'pass:wörd "+&';
const value = 'sesame-0123456789';
const basic = (given: string) => ({
  authorization: `Basic ${Buffer.from(`anna:${given}`).toString('base64')}`,
});
const from = (...addresses: string[]) => ({ 'x-forwarded-for': addresses.join(', ') });

describe('A webhook trigger with options', () => {
  // The specs are the proxy, and say by X-Forwarded-For who called them.
  const env = { PATCHBAY_TRUSTED_PROXIES: '127.0.0.1, 10.9.0.0/16' };
  let host: SpecHost;
  let basicId: string;
  let headerId: string;
  let count = 0;
  before(async () => {
    host = await startSpecHost({ env });
    basicId = await connect('basic_auth', { username: 'anna', password });
    headerId = await connect('header_auth', { name: 'X-Door', value });
  });

  async function connect(type: string, config: object): Promise<string> {
    count += 1;
    const { body, text } = await host.admin.post('/connections', { name: `${type} ${count}`, type, config });
    assert.ok(body['id'] !== undefined, text);
    return String(body['id']);
  }

  async function draft(parameters: object, caller?: string, ...rest: PatternNode[]): Promise<string> {
    count += 1;
    const hook: PatternNode = {
      ...{ id: 'hook', name: 'Hook', type: 'core.webhookTrigger' },
      parameters: { path: `p${count}`, respond: 'whenDone', ...parameters },
      ...(caller === undefined ? {} : { connections: { caller } }),
    };
    return createPattern(host.admin, chain(hook, ...rest));
  }

  interface Live {
    id: string;
    url: string;
  }
  async function live(parameters: object, caller?: string, ...rest: PatternNode[]): Promise<Live> {
    const id = await draft(parameters, caller, ...rest);
    const { path = `p${count}` } = parameters as { path?: string };
    const { status, text } = await host.admin.patch(`/patterns/${id}`, { active: true });
    assert.equal(status, 200, text);
    return { id, url: `${host.url}/hooks/development/${path}` };
  }
  const call = async ({ url }: Live, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    read(await fetch(url, { method: 'POST', headers, ...init }));
  const refused = async (hook: Live, headers: Record<string, string>) => {
    const { status, body } = await call(hook, headers);
    return [status, body['code']];
  };
  const runsOf = async ({ id }: Live) =>
    (await host.admin.get(`/runs?patternId=${id}`)).body['items'] as { id: string }[];

  it('takes several methods, each at the same address', async () => {
    const hook = await live({ method: 'PUT', methods: 'get, Patch' });
    for (const method of ['PUT', 'GET', 'PATCH'])
      assert.equal((await call(hook, {}, { method })).body['method'], method);
    assert.equal((await call(hook)).status, 404);
    const taken = await host.admin.patch(`/patterns/${await draft({ path: `p${count}`, method: 'GET' })}`, {
      active: true,
    });
    assert.equal(taken.body['code'], 'webhook-path-taken');
  });

  it('lets in whoever shows the user and the password, which no item and no record holds', async () => {
    const hook = await live({ authentication: 'basicAuth' }, basicId);
    for (const headers of [{}, basic('wrong'), basic(''), { authorization: `Bearer ${password}` }]) {
      const { status, body, headers: answered } = await call(hook, headers);
      assert.deepEqual([status, body['code']], [401, 'caller-unauthenticated']);
      assert.match(answered.get('www-authenticate') ?? '', /^Basic realm=/);
    }
    assert.deepEqual(await runsOf(hook), []);
    const { status, text } = await call(hook, { ...basic(password), 'x-other': 'seen' });
    assert.equal(status, 200);
    assert.match(text, /"x-other":"seen"/);
    const [run] = await runsOf(hook);
    const record = (await host.admin.get(`/runs/${run?.id ?? ''}`)).text;
    for (const each of [text, record])
      assert.doesNotMatch(each, new RegExp(`authorization|${basic(password).authorization.slice(6)}`, 'iu'));
  });

  it('lets in whoever shows the header, by a connection that may be used at the moment of the call', async () => {
    const own = await connect('header_auth', { name: 'X-Door', value });
    const hook = await live({ authentication: 'headerAuth' }, own);
    assert.deepEqual(await refused(hook, {}), [403, 'caller-not-allowed']);
    assert.deepEqual(await refused(hook, { 'x-door': `${value}, ${value}` }), [403, 'caller-not-allowed']);
    const { status, body } = await call(hook, { 'X-Door': value });
    assert.deepEqual([status, (body['headers'] as Record<string, string>)['x-door']], [200, undefined]);
    await host.admin.post(`/connections/${own}/disable`);
    assert.deepEqual(await refused(hook, { 'x-door': value }), [403, 'caller-not-allowed']);
    await host.admin.post(`/connections/${own}/enable`);
    assert.equal((await call(hook, { 'x-door': value })).status, 200);
  });

  it('lets nobody try more than thirty wrong passwords a minute, and the others call on', async () => {
    const hook = await live({ authentication: 'basicAuth' }, basicId);
    const bad = { ...basic('guess'), ...from('2001:db8::1') };
    const answers = await Promise.all(Array.from({ length: 60 }, () => refused(hook, bad)));
    assert.ok(answers.filter(([status]) => status === 401).length >= 30);
    assert.ok(answers.some(([, code]) => code === 'rate-limited'));
    // Whoever has one address of a network has all of it.
    const beside = { ...bad, ...from('2001:db8::2') };
    const others = await Promise.all(Array.from({ length: 30 }, () => refused(hook, beside)));
    assert.ok(others.some(([, code]) => code === 'rate-limited'));
    for (let calls = 0; calls < 35; calls += 1)
      assert.equal((await call(hook, { ...basic(password), ...from('2001:db8:0:1::1') })).status, 200);
  });

  it('takes calls from its addresses alone, as the proxy before this host saw them, and none of bots', async () => {
    const hook = await live({ ipWhitelist: '198.51.100.0/24, 2001:db8::/32', ignoreBots: true });
    for (const headers of [{}, from('203.0.113.1'), from('198.51.100.7', '203.0.113.1')])
      assert.deepEqual(await refused(hook, headers), [403, 'caller-not-allowed']);
    assert.equal((await call(hook, from('203.0.113.1', '2001:db8::7', '10.9.8.7'))).status, 200);
    const bot = { ...from('198.51.100.7'), 'user-agent': 'Slackbot-LinkExpanding 1.0' };
    assert.deepEqual(await refused(hook, bot), [403, 'caller-not-allowed']);
  });

  it('tells browsers which pages may call and read, and never with credentials', async () => {
    const hook = await live(
      { allowedOrigins: 'https://a.example, http://b.example:8080/', authentication: 'headerAuth' },
      headerId,
    );
    const preflight = (origin: string, method = 'POST') =>
      call(
        hook,
        {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'content-type,x-door',
        },
        { method: 'OPTIONS' },
      );
    const cors = ({ headers }: { headers: Headers }) =>
      ['allow-origin', 'allow-methods', 'allow-headers', 'allow-credentials'].map((name) =>
        headers.get(`access-control-${name}`),
      );
    const asked = await preflight('http://b.example:8080');
    assert.equal(asked.status, 204);
    assert.deepEqual(cors(asked), ['http://b.example:8080', 'POST', 'content-type,x-door', null]);
    assert.match(asked.headers.get('vary') ?? '', /^Origin, /);
    const foreign = await preflight('https://c.example');
    assert.deepEqual([foreign.status, ...cors(foreign)], [204, null, null, null, null]);
    assert.equal((await preflight('https://a.example', 'DELETE')).status, 404);
    for (const headers of [{ 'x-door': value }, { 'x-door': 'wrong' }]) {
      const answer = await call(hook, { origin: 'https://a.example', ...headers });
      assert.deepEqual(cors(answer), ['https://a.example', null, null, null]);
      assert.equal(answer.headers.get('vary'), 'Origin');
    }
    const other = await call(hook, { origin: 'https://c.example', 'x-door': value });
    assert.deepEqual([cors(other)[0], other.headers.get('vary')], [null, 'Origin']);
    const open = await live({ allowedOrigins: '*' });
    assert.deepEqual(cors(await call(open, { origin: 'https://c.example' })), ['*', null, null, null]);
    const closed = await live({});
    const silent = await call(closed, { origin: 'https://a.example' });
    assert.deepEqual([...cors(silent), silent.headers.get('vary')], [null, null, null, null, null]);
    assert.equal((await call(closed, {}, { method: 'OPTIONS' })).status, 404);
  });

  it('keeps a body as it came, also one that is not what it says', async () => {
    const hook = await live({ rawBody: true, binaryField: 'sent', respondWith: 'file' });
    const sent = '{"a": 1, broken';
    const answer = await call(hook, { 'content-type': 'application/json' }, { body: sent });
    assert.deepEqual([answer.status, answer.text], [200, sent]);
    const [run] = await runsOf(hook);
    const detail = (await host.admin.get(`/runs/${run?.id ?? ''}`)).body as unknown as RunDetail;
    const [item] = detail.steps[0]?.outputs['main'] ?? [];
    assert.deepEqual([item?.json['body'], Object.keys(item?.binary ?? {})], [null, ['sent']]);
    assert.equal((await call(hook)).status, 500);
  });

  it('makes files of what comes in a form, up to the size that it takes', async () => {
    const hook = await live({ respondWith: 'file', responseFile: 'photo' });
    const form = new FormData();
    form.append('name', 'Ada');
    form.append('photo', new File([new Uint8Array([0, 255, 1])], 'p.png', { type: 'image/png' }));
    form.append('other', new File(['x'], 'x.txt'));
    const answer = await fetch(hook.url, { method: 'POST', body: form });
    assert.deepEqual([...new Uint8Array(await answer.arrayBuffer())], [0, 255, 1]);
    assert.match(answer.headers.get('content-disposition') ?? '', /p\.png/);
    const large = await call(hook, {}, { body: new Uint8Array(16 * 1024 * 1024 + 1) });
    assert.deepEqual([large.status, large.body['code']], [413, 'payload-too-large']);
  });

  it('answers with what its options say', async () => {
    const head = { statusCode: 207, headers: { 'X-Mine': 'yes' } };
    const answered = async (parameters: object) => {
      const hook = await live({ ...head, ...parameters }, undefined, editNode('done'));
      const { status, text, headers } = await call(hook);
      assert.deepEqual([status, headers.get('x-mine')], [207, 'yes']);
      return [text, headers.get('content-type')];
    };
    const json = 'application/json; charset=utf-8';
    assert.deepEqual(await answered({ respondWith: 'firstItem' }), ['{"value":"done"}', json]);
    assert.deepEqual(await answered({ respondWith: 'allItems' }), ['[{"value":"done"}]', json]);
    assert.deepEqual(await answered({ responseKey: '__proto__' }), ['{"__proto__":{"value":"done"}}', json]);
    assert.deepEqual(await answered({ respondWith: 'nothing' }), ['', null]);
    const typed = { headers: { ...head.headers, 'content-type': 'application/ld+json' } };
    assert.deepEqual(await answered(typed), ['{"value":"done"}', 'application/ld+json']);
    const atOnce = { respond: 'immediately', responseBody: 'Thanks' };
    assert.deepEqual(await answered(atOnce), ['Thanks', 'text/plain; charset=utf-8']);
    assert.deepEqual(await answered({ respond: 'immediately', responseBody: { ok: true } }), [
      '{"ok":true}',
      json,
    ]);
    const failing = await live({ ...head, respondWith: 'nothing' }, undefined, {
      id: 'stop',
      name: 'Stop',
      type: 'core.stopAndError',
      parameters: { errorMessage: 'inner' },
    });
    const failed = await call(failing);
    assert.deepEqual([failed.status, failed.headers.get('x-mine')], [500, null]);
    assert.doesNotMatch(failed.text, /inner/);
  });

  it('cannot be put live with what nobody could meet', async () => {
    for (const [parameters, caller, words] of [
      [{ authentication: 'basicAuth' }, undefined, /needs a connection of the type basic_auth/],
      [{ authentication: 'basicAuth' }, headerId, /needs a connection of the type basic_auth/],
      [{ ipWhitelist: '198.51.100.0/24, office' }, undefined, /"office"/],
      [{ allowedOrigins: 'https://a.example/page' }, undefined, /no origin/],
      [{ allowedOrigins: '={{ $json.x }}' }, undefined, /must not be an expression/],
      [{ headers: { 'X-Mine': '={{ $json.x }}' } }, undefined, /must not be an expression/],
      [{ methods: 'GET, TRACE' }, undefined, /methods must be of/],
      [{ ignoreBots: '={{ true }}' }, undefined, /must not be an expression/],
    ] as const) {
      const id = await draft(parameters, caller);
      const { status, body } = await host.admin.patch(`/patterns/${id}`, { active: true });
      assert.deepEqual([status, body['code']], [422, 'pattern-invalid'], JSON.stringify(parameters));
      assert.match(String(body['detail']), words);
      assert.equal((await host.admin.get(`/patterns/${id}`)).body['active'], false);
    }
  });

  it('keeps what it asks for over a restart', async () => {
    const hook = await live({ authentication: 'headerAuth', ipWhitelist: '127.0.0.0/8' }, headerId);
    await host.stop();
    host = await startSpecHost({ home: host.home, env });
    const url = new URL(new URL(hook.url).pathname, host.url).href;
    assert.deepEqual(await refused({ ...hook, url }, {}), [403, 'caller-not-allowed']);
    assert.equal((await call({ ...hook, url }, { 'x-door': value })).status, 200);
  });
});

describe('A webhook trigger that many call at once', () => {
  it('counts a wrong password before it looks at the next, however many wait for the same', async () => {
    const host = await startSpecHost({ kind: 'postgres' });
    const config = { username: 'anna', password };
    const connection = await host.admin.post('/connections', { name: 'Door', type: 'basic_auth', config });
    const hook: PatternNode = {
      ...{ id: 'hook', name: 'Hook', type: 'core.webhookTrigger' },
      parameters: { path: 'door', authentication: 'basicAuth' },
      connections: { caller: String(connection.body['id']) },
    };
    const id = await createPattern(host.admin, chain(hook));
    await host.admin.patch(`/patterns/${id}`, { active: true });
    const goOn = await stopWrites(host.store, 'audit');
    const call = (given: string) =>
      fetch(`${host.url}/hooks/development/door`, { method: 'POST', headers: basic(given) });
    const wrong = Array.from({ length: 90 }, () => call('guess'));
    const right = call(password);
    // All of them are past the first question by then, and wait for what is lent to be recorded.
    await sleep(500);
    await goOn();
    assert.equal((await right).status, 429);
    assert.ok((await Promise.all(wrong)).some(({ status }) => status === 401));
  });
});
