import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineConnector, field, type JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { respond } from './respond.js';

const items = [{ id: 1 }, { id: 2 }];
const run = (parameters: Record<string, unknown>) => runNode(respond, { parameters, items });
const replies = async (parameters: Record<string, unknown>) => (await run(parameters)).replies;
const picture = { content: Buffer.from([0, 255, 1]), mimeType: 'image/png', fileName: 'größe 💶.png' };
const file = (parameters: Record<string, unknown>, files: Record<string, typeof picture>) =>
  runNode(respond, { parameters: { respondWith: 'file', ...parameters }, items, files: [files] });

describe('Respond', () => {
  it('answers with the first item, all items, a body of its own or nothing', async () => {
    assert.deepEqual(await replies({}), [{ status: 200, headers: {}, body: { id: 1 } }]);
    assert.deepEqual((await replies({ respondWith: 'allItems' }))[0]?.body, [{ id: 1 }, { id: 2 }]);
    const own = { statusCode: 201, headers: { 'X-Id': '={{ $json.id }}' }, body: { got: '={{ $json.id }}' } };
    assert.deepEqual(await replies(own), [{ status: 201, headers: { 'X-Id': '1' }, body: { got: 1 } }]);
    assert.equal((await replies({ respondWith: 'nothing', statusCode: 204 }))[0]?.status, 204);
  });

  it('puts the answer into a field, whatever that is called', async () => {
    const bodyOf = async (parameters: Record<string, unknown>) =>
      JSON.stringify((await replies(parameters))[0]?.body);
    assert.equal(await bodyOf({ respondWith: 'firstItem', responseKey: 'größe.a' }), '{"größe.a":{"id":1}}');
    assert.equal(
      await bodyOf({ respondWith: 'allItems', responseKey: 'data' }),
      '{"data":[{"id":1},{"id":2}]}',
    );
    assert.equal(
      await bodyOf({ respondWith: 'firstItem', responseKey: '__proto__' }),
      '{"__proto__":{"id":1}}',
    );
    assert.equal(await bodyOf({ respondWith: 'firstItem', responseKey: '' }), '{"id":1}');
    assert.equal(await bodyOf({ body: 'as it is', responseKey: 'data' }), '"as it is"');
  });

  it('answers with a file, which it names or which is the only one', async () => {
    for (const parameters of [{}, { file: 'picture' }]) {
      const [reply] = (await file(parameters, { picture })).replies;
      const { id: _, ...facts } = reply?.file ?? { id: '' };
      assert.deepEqual(facts, { mimeType: 'image/png', fileName: 'größe 💶.png', size: 3 });
      assert.deepEqual(reply?.headers, { 'content-disposition': 'attachment' });
    }
    const shown = await file({ disposition: 'inline', headers: { 'X-A': 'b' } }, { picture });
    assert.deepEqual(shown.replies[0]?.headers, { 'content-disposition': 'inline', 'X-A': 'b' });
  });

  it('fails instead of answering with a file that there is not', async () => {
    const detail = async (parameters: object, files = {}) =>
      (await file({ ...parameters }, files)).error?.detail ?? '';
    assert.match(await detail({}), /"file" names the file "", which an item does not have/u);
    assert.match(await detail({ file: 'constructor' }, { picture }), /it has: picture/u);
    assert.match(await detail({}, { a: picture, b: picture }), /"file" is empty, but .* several: a, b/u);
  });

  it('sends elsewhere, by an address that stays one header', async () => {
    const to = async (redirectUrl: unknown, more = {}) => {
      const [reply] = await replies({ respondWith: 'redirect', redirectUrl, ...more });
      return reply && [reply.status, reply.headers?.location];
    };
    assert.deepEqual(await to('https://example.test/ä?b=💶'), [
      307,
      'https://example.test/%C3%A4?b=%F0%9F%92%B6',
    ]);
    assert.deepEqual(await to('/next?x=1#y', { statusCode: 303 }), [303, '/next?x=1#y']);
    assert.deepEqual(await to('/a\r\nSet-Cookie: b'), [307, '/aSet-Cookie:%20b']);
    for (const wrong of [
      'data:text/html,x',
      'ftp://a.test',
      '//evil.test/x',
      'next',
      '={{ null }}',
      '={{ {} }}',
      '',
    ])
      assert.deepEqual(await to(wrong), [500, undefined], wrong);
  });

  describe('by a JSON Web Token', () => {
    /** The real one is that of plugins/webhook, whose specs and those of the host have both together. */
    const key = defineConnector({
      type: 'key',
      displayName: 'Key',
      description: 'Signs by saying so',
      category: 'other',
      fields: { name: field.text({ displayName: 'Name', default: 'x' }) },
      open: () => ({}),
      test: () => Promise.resolve(),
      capabilities: { jwt: () => ({ sign: (claims) => Promise.resolve(JSON.stringify(claims)) }) },
    });
    const signed = async (parameters: Record<string, unknown>, connections = {}) => {
      const given = { respondWith: 'jwt', ...parameters };
      const { replies: said, error } = await runNode(respond, { parameters: given, items, connections });
      const { token } = (said[0]?.body ?? {}) as { token?: string };
      return { claims: token === undefined ? undefined : (JSON.parse(token) as JsonObject), error };
    };
    const signer = { signer: { connector: key, config: {} } };

    it('puts the claims into it, and when it was made and ends', async () => {
      const before = Math.floor(Date.now() / 1_000);
      const { claims = {} } = await signed({ payload: { sub: '={{ $json.id }}' }, expiresIn: 60 }, signer);
      const { sub, iat, exp } = claims;
      assert.equal(sub, 1);
      assert.ok(Number(iat) >= before && Number(exp) === Number(iat) + 60, JSON.stringify(claims));
      const own = await signed({ payload: '={{ \'{"iat":1,"exp":2}\' }}' }, signer);
      assert.deepEqual(own.claims, { iat: 1, exp: 2 });
    });

    it('fails without a key, and for claims that are no object', async () => {
      assert.match((await signed({})).error?.detail ?? '', /needs a connection with the key/u);
      for (const payload of [[1], 'text', 7])
        assert.match(
          (await signed({ payload }, signer)).error?.detail ?? '',
          /"payload" is not a JSON object/u,
        );
    });
  });

  it('gives what it answered by an output of its own, where that is asked for', async () => {
    const given = { statusCode: 201, headers: { 'X-A': 'b' }, body: 'said' };
    assert.deepEqual((await run(given)).outputs, { main: items });
    const { outputs, items: made } = await run({ ...given, enableResponseOutput: true });
    assert.deepEqual(outputs.main, items);
    assert.deepEqual(outputs.response, [{ statusCode: 201, headers: { 'X-A': 'b' }, body: 'said' }]);
    assert.deepEqual(made.response?.[0]?.pairedItem, { item: 0 });
    const picked = await file({ enableResponseOutput: true }, { picture });
    assert.equal(picked.items.response?.[0]?.binary?.data?.size, 3);
  });
});
