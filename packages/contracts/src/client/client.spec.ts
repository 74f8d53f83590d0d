import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPatchbayError } from '@patchbay/errors';
import { createClient, type TransportAnswer, type TransportRequest } from './client.js';

function recorder(answer: TransportAnswer) {
  const calls: TransportRequest[] = [];
  const client = createClient(
    (request) => {
      calls.push(request);
      return Promise.resolve(answer);
    },
    () => ({ authorization: 'Bearer t' }),
  );
  return { calls, client };
}

describe('createClient', () => {
  it('fills path and query, and encodes both', async () => {
    const { calls, client } = recorder({ status: 200, text: '{"items":[],"nextCursor":null}' });
    await client.call('connectionTests', { params: { id: 'a/b' }, query: { limit: 5 } });
    assert.equal(calls[0]?.path, '/api/connections/a%2Fb/tests?limit=5');
    assert.equal(calls[0]?.headers.authorization, 'Bearer t');
    assert.equal(calls[0]?.body, undefined);
  });

  it('rejects with the problem that the server tells', async () => {
    const { client } = recorder({
      status: 404,
      text: '{"code":"pattern-not-found","detail":"Gone","requestId":"r1"}',
    });
    await assert.rejects(client.call('patternGet', { params: { id: 'x' } }), (error) => {
      assert.ok(isPatchbayError(error));
      assert.equal(error.code, 'pattern-not-found');
      assert.equal(error.message, 'Gone');
      assert.deepEqual(error.extra, { requestId: 'r1' });
      return true;
    });
  });

  it('hands on lines however the text is cut, and rejects with the problem instead of them', async () => {
    const pieces = ['{"a":', '1}\n{"a":2}\n{"', 'a":3}'];
    const streaming = createClient((request) => {
      for (const piece of pieces) request.onText?.(piece);
      return Promise.resolve({ status: 200, text: '' });
    });
    const seen: string[] = [];
    await streaming.lines('auditExport', {}, (line) => seen.push(line));
    assert.deepEqual(seen, ['{"a":1}', '{"a":2}', '{"a":3}']);
    const whole: string[] = [];
    await recorder({ status: 200, text: 'x\ny\n' }).client.lines('auditExport', {}, (line) =>
      whole.push(line),
    );
    assert.deepEqual(whole, ['x', 'y']);
    const refused = recorder({ status: 403, text: '{"code":"forbidden"}' }).client;
    await assert.rejects(
      refused.lines('auditExport', {}, () => assert.fail('a problem is no line')),
      {
        code: 'forbidden',
      },
    );
  });

  it('takes a declared 503 as an answer', async () => {
    const { client } = recorder({ status: 503, text: '{"status":"notReady","checks":{}}' });
    assert.equal((await client.call('healthReady')).status, 'notReady');
  });

  it('says so when an answer is neither', async () => {
    const { client } = recorder({ status: 502, text: '<html>' });
    await assert.rejects(client.call('me'), /502.*Try again in a moment/);
    const busy = recorder({ status: 429, text: '<html>' }).client;
    await assert.rejects(busy.call('me'), /429.*too many requests/);
  });

  it('takes the page of a proxy for no answer, whatever status it has', async () => {
    for (const status of [200, 203]) {
      const { client } = recorder({ status, text: '<!doctype html>' });
      await assert.rejects(client.call('me'), /not one of Patchbay/);
      await assert.rejects(client.call('logout'), /not one of Patchbay/);
    }
    assert.equal(await recorder({ status: 204, text: '' }).client.call('logout'), undefined);
  });

  it('refuses a path without its parameters before anything is sent', async () => {
    const { calls, client } = recorder({ status: 200, text: '{}' });
    await assert.rejects(client.call('runGet', { params: { id: '' } }), /needs "id"/);
    assert.equal(calls.length, 0);
  });
});
