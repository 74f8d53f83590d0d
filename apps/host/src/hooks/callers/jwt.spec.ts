import assert from 'node:assert/strict';
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { PatternNode, RunDetail } from '@patchbay/contracts';
import { read } from '../../spec/api.js';
import { chain, createPattern, editNode, start } from '../../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../../spec/host.js';
import { waitUntil } from '../../spec/wait-until.js';
import { outputOf, waitNode } from '../../waiting/waiting.spec.support.js';

const secret = 'sesame-0123456789-0123456789-0123';
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const hour = 3_600;
const now = () => Math.floor(Date.now() / 1_000);

function token(claims: object, key: string | KeyObject = secret, head = { alg: 'HS256' }): string {
  const content = `${encoded(head)}.${encoded(claims)}`;
  const signature =
    typeof key === 'string'
      ? createHmac(head.alg === 'HS512' ? 'sha512' : 'sha256', key)
          .update(content)
          .digest('base64url')
      : createSign('SHA256').update(content).sign(key, 'base64url');
  return `${content}.${signature}`;
}
const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` });

describe('Callers that show a JSON Web Token', () => {
  let host: SpecHost;
  let keyId: string;
  let count = 0;
  before(async () => {
    host = await startSpecHost();
    keyId = await connect({ secret });
  });

  async function connect(config: object): Promise<string> {
    const { status, body, text } = await host.admin.post('/connections', {
      ...{ name: `Key ${++count}`, type: 'jwt_auth', config },
    });
    assert.equal(status, 201, text);
    return String(body['id']);
  }

  async function live(caller: string, parameters: object = {}, ...rest: PatternNode[]) {
    const path = `jwt${++count}`;
    const hook: PatternNode = {
      ...{ id: 'hook', name: 'Hook', type: 'core.webhookTrigger', connections: { caller } },
      parameters: { path, respond: 'whenDone', authentication: 'jwtAuth', ...parameters },
    };
    const id = await createPattern(host.admin, chain(hook, ...rest));
    const { status, text } = await host.admin.patch(`/patterns/${id}`, { active: true });
    assert.equal(status, 200, text);
    return `${host.url}/hooks/development/${path}`;
  }
  const call = async (url: string, headers: Record<string, string>) =>
    read(await fetch(url, { method: 'POST', headers }));

  it('are let in by one that is valid, whose claims the item has and whose header nobody sees', async () => {
    const url = await live(keyId);
    const claims = { sub: 'änna', exp: now() + hour, nbf: now() - hour, role: null };
    for (const authorization of [`Bearer ${token(claims)}`, `bearer  ${token(claims)}`]) {
      const { status, body, text } = await call(url, { authorization });
      assert.equal(status, 200, text);
      assert.deepEqual(body['jwtPayload'], claims);
      assert.equal((body['headers'] as Record<string, string>)['authorization'], undefined);
    }
  });

  it('are not let in by one that another key signed, that is over, not yet valid, or none', async () => {
    const url = await live(keyId);
    const good = token({ sub: 'a' });
    const [head = '', , signature = ''] = good.split('.');
    for (const shown of [
      token({ sub: 'a' }, `${secret}x`),
      token({ sub: 'a', exp: now() - 1 }),
      token({ sub: 'a', nbf: now() + hour }),
      token({ sub: 'a', exp: 'never' }),
      `${head}.${encoded({ sub: 'b' })}.${signature}`,
      `${encoded({ alg: 'none' })}.${encoded({ sub: 'a' })}.`,
      `${encoded({ alg: 'none' })}.${encoded({ sub: 'a' })}.${signature}`,
      token({ sub: 'a' }, secret, { alg: 'HS512' }),
      `${head}.${signature}`,
      `${good}, ${good}`,
      '',
    ]) {
      const { status, body } = await call(url, bearer(shown));
      assert.deepEqual([status, body['code']], [403, 'caller-not-allowed'], shown);
    }
    assert.equal((await call(url, {})).status, 403);
    assert.equal((await call(url, { authorization: good })).status, 403);
    assert.equal((await call(url, bearer(good))).status, 200);
  });

  it('cannot choose how it is checked: a public key is no secret', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const url = await live(await connect({ keyType: 'pemKey', publicKey: pem }));
    const { status, body } = await call(url, bearer(token({ sub: 'a' }, privateKey, { alg: 'RS256' })));
    assert.deepEqual([status, body['jwtPayload']], [200, { sub: 'a' }]);
    for (const key of [pem, pem.trim()])
      assert.equal((await call(url, bearer(token({ sub: 'a' }, key)))).status, 403);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    assert.equal((await call(url, bearer(token({}, other, { alg: 'RS256' })))).status, 403);
  });

  it('may try thirty times a minute, also all at once', async () => {
    const url = await live(keyId);
    const guess = async () => (await call(url, bearer(token({}, 'guess-0123456789')))).status;
    const seen = new Set<number>();
    // They come back with time, but not as fast as they are spent.
    for (let bursts = 0; !seen.has(429) && bursts < 5; bursts++)
      for (const status of await Promise.all(Array.from({ length: 40 }, guess))) seen.add(status);
    assert.deepEqual([...seen].sort(), [403, 429]);
  });

  it('need the connection that fits', async () => {
    const { body } = await host.admin.post('/connections', {
      ...{ name: 'Header', type: 'header_auth', config: { value: secret } },
    });
    await assert.rejects(live(String(body['id'])), /jwt_auth/u);
  });

  it('get a token of their own as the answer, which the record of the run does not hold', async () => {
    const respond: PatternNode = {
      ...{ id: 'respond', name: 'Respond', type: 'core.respond', connections: { signer: keyId } },
      parameters: {
        ...{ respondWith: 'jwt', statusCode: 201, expiresIn: hour, enableResponseOutput: true },
        payload: { sub: '={{ $json.jwtPayload.sub }}' },
      },
    };
    const after = editNode('={{ JSON.stringify($json) }}');
    const pattern = chain({ ...hookOf(keyId, 'token'), parameters: tokenHook }, respond, after);
    const edges = pattern.edges.map((edge) =>
      edge.from.node === 'respond' ? { ...edge, from: { node: 'respond', pin: 'response' } } : edge,
    );
    const id = await createPattern(host.admin, { ...pattern, edges });
    await host.admin.patch(`/patterns/${id}`, { active: true });
    const answer = await call(`${host.url}/hooks/development/token`, bearer(token({ sub: 'anna' })));
    assert.equal(answer.status, 201, answer.text);
    const given = String(answer.body['token']);
    const [head = '', claims = '', signature] = given.split('.');
    assert.equal(signature, createHmac('sha256', secret).update(`${head}.${claims}`).digest('base64url'));
    const { sub, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    assert.deepEqual([sub, Number(exp) - Number(iat)], ['anna', hour]);
    const runs = (await host.admin.get(`/runs?patternId=${id}`)).body['items'] as { id: string }[];
    const get = () => host.admin.get(`/runs/${runs[0]?.id ?? ''}`);
    await waitUntil('the run is over', async () => (await get()).body['status'] === 'success');
    const record = await get();
    const seen = JSON.parse(
      String(outputOf(record.body as unknown as RunDetail, 'edit')[0]?.['value']),
    ) as object;
    assert.deepEqual(seen, { statusCode: 201, headers: {}, body: { payload: { sub: 'anna' } } });
    assert.ok(!record.text.includes(signature ?? ''));
  });

  const tokenHook = { path: 'token', respond: 'byNode', authentication: 'jwtAuth' };
  function hookOf(caller: string, id: string): PatternNode {
    return { id, name: 'Hook', type: 'core.webhookTrigger', connections: { caller } };
  }

  it('let a run go on that waits for them', async () => {
    const waits: PatternNode = {
      ...waitNode({ resume: 'webhook', authentication: 'jwtAuth' }),
      connections: { caller: keyId },
    };
    const id = await createPattern(host.admin, chain(start, editNode('={{ $run.resumeUrl }}'), waits));
    const { body } = await host.admin.post(`/patterns/${id}/run`, { wait: true });
    const run = body as unknown as RunDetail;
    const url = String(outputOf(run, 'edit')[0]?.['value']);
    assert.equal((await read(await fetch(url))).status, 403);
    assert.equal((await read(await fetch(url, { headers: bearer(token({ sub: 'a' })) }))).status, 202);
    const get = async () => (await host.admin.get(`/runs/${run.id}`)).body as unknown as RunDetail;
    await waitUntil('the run is over', async () => (await get()).status === 'success');
    assert.deepEqual(outputOf(await get(), 'wait')[0]?.['jwtPayload'], { sub: 'a' });
  });
});
