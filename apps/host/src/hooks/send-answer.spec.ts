import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { createRedactor } from '@patchbay/redaction';
import type { HookAnswer } from './hook-reply.js';
import { sendAnswer } from './send-answer.js';

const secret = 'canary-sent-file-5d1f';

async function sent(answer: HookAnswer): Promise<Response> {
  const server = createServer((_request, response) => {
    try {
      sendAnswer(response, 'id', answer, createRedactor([secret]));
    } catch {
      response.writeHead(500).end();
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    return await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.close();
  }
}

describe('an answer to a webhook', () => {
  it('takes secrets out of a file on its way, also where one lies across two pieces', async () => {
    const pieces = [Buffer.from([0, 255]), `a ${secret.slice(0, 9)}`, `${secret.slice(9)} z`];
    const body = Readable.from(pieces.map((piece) => Buffer.from(piece)));
    const bytes = Buffer.from(await (await sent({ status: 200, headers: {}, body })).arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 2)], [0, 255]);
    assert.equal(bytes.subarray(2).toString(), 'a [redacted] z');
  });

  it('closes a file that its status or its headers leave unsent', async () => {
    for (const [wanted, headers, status] of [
      [204, {}, 204],
      [200, { 'x-name': 'größe 💶' }, 500],
      [200, { 'x-name': 'a\r\nset-cookie: b' }, 500],
    ] as const) {
      const body = Readable.from([Buffer.from('x')]);
      const answer = await sent({ status: wanted, headers, body });
      assert.deepEqual([answer.status, await answer.text(), body.destroyed], [status, '', true]);
    }
  });
});
