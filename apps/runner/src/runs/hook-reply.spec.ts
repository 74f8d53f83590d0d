import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hookReply } from './hook-reply.js';

describe('the answer to a webhook', () => {
  it('sends text as it is, bytes in base64 and anything else as JSON with its type', () => {
    const reply = (body: unknown, headers = {}) => hookReply('r', { status: 200, headers, body });
    assert.deepEqual(reply('ü'), { runId: 'r', status: 200, headers: {}, body: 'ü', encoding: 'utf8' });
    assert.equal(reply(Buffer.from([0, 255])).body, 'AP8=');
    const json = reply({ a: 1 });
    assert.deepEqual(
      [json.body, json.headers['content-type']],
      ['{"a":1}', 'application/json; charset=utf-8'],
    );
    assert.deepEqual(reply([1], { 'Content-Type': 'text/x' }).headers, { 'Content-Type': 'text/x' });
    assert.equal(reply(undefined).body, '');
    const file = { id: 'r.0', mimeType: 'text/plain', size: 3 };
    assert.deepEqual(hookReply('r', { status: 200, body: 'left out', file }), {
      ...{ runId: 'r', status: 200, headers: {}, body: '', encoding: 'utf8' },
      file,
    });
  });
});
