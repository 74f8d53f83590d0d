import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { httpRequest } from './http-request.js';

const megabyte = 1024 * 1024;
const piece = Buffer.alloc(megabyte, 'x');
const v8 = new Session();
v8.connect();

/** Of buffers that are still in use, in MB, while pieces are sent. */
const held: number[] = [];
let sent = 0;
let closed = 0;
const server = createServer((request, response) => {
  response.on('close', () => (closed += 1));
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
  if (pathname === '/missing') response.writeHead(404);
  if (searchParams.has('says'))
    response.setHeader('content-length', Number(searchParams.get('says')) * megabyte);
  void send(response, Number(searchParams.get('pieces')));
});

async function send(response: ServerResponse, pieces: number): Promise<void> {
  if (pieces === 0) return void response.end();
  if ((sent += 1) % 5 === 0) {
    await v8.post('HeapProfiler.collectGarbage');
    held.push(process.memoryUsage().arrayBuffers / megabyte);
  }
  response.write(piece, (error) => {
    if (!error) void send(response, pieces - 1);
  });
}

describe('HTTP Request with a file as its answer', () => {
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    v8.disconnect();
  });
  const get = (path: string) => {
    const parameters = { url: `${url}${path}`, responseFormat: 'file', options: { timeout: 600 } };
    return runNode(httpRequest, { parameters, allowPrivateForPatterns: true });
  };

  it('writes 50 MB as they come and never holds more than a few of them', async () => {
    const { items, error } = await get('/?pieces=50');
    assert.equal(error, undefined);
    assert.equal(items['main']?.[0]?.binary?.['data']?.size, 50 * megabyte);
    const most = Math.max(...held) - (held[0] ?? 0);
    assert.ok(most < 15, `${most} MB`);
  });

  it('ends with what is too large for a file, said beforehand or not, and keeps nothing of it', async () => {
    for (const path of ['/?pieces=200&says=200', '/?pieces=200']) {
      const before = sent;
      const { status, error, items } = await get(path);
      assert.deepEqual([status, error?.code, items['main']], ['failed', 'egress-limit-exceeded', undefined]);
      assert.ok(sent - before < 150, 'it was downloaded to its end');
    }
  });

  it('gives the connection up that an answer comes on which nobody wants', async () => {
    const before = closed;
    const { error } = await get('/missing?pieces=200');
    assert.equal(error?.code, 'step-failed');
    while (closed === before) await new Promise((resolve) => setTimeout(resolve, 5));
  });
});
