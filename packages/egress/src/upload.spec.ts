import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';

import { open, problem } from './spec/egress.js';
import { httpServer, tcpServer, type Listening } from './spec/servers.js';
import type { BodySource } from './types.js';

const megabyte = 1024 * 1024;
const at = (server: Listening, path = '/'): string => `http://127.0.0.1:${server.port}${path}`;

/** Says `says` bytes, gives `gives`, and tells how many were asked for so far. */
function source(says: number, gives = says): BodySource & { given: number; reads: number } {
  const self = {
    size: says,
    given: 0,
    reads: 0,
    async *read(): AsyncGenerator<Uint8Array> {
      self.reads += 1;
      const piece = Buffer.alloc(64 * 1024, 'x');
      for (let left = gives; left > 0; left -= piece.length) {
        const next = piece.subarray(0, Math.min(left, piece.length));
        self.given += next.length;
        yield next;
      }
    },
  };
  return self;
}

async function count(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) bytes += chunk.length;
  return bytes;
}

describe('a body that is read while it is sent', () => {
  it('is read no faster than the server takes it, so that it never lies in memory', async () => {
    let taken: IncomingMessage | undefined;
    const go = new EventEmitter();
    const server = await httpServer((request, response) => {
      taken = request;
      void once(go, 'now').then(async () => response.end(String(await count(request))));
    });
    const body = source(256 * megabyte);
    const answer = open().fetch(at(server), { method: 'PUT', body, timeoutMs: 120_000 });
    // Nobody reads: what is given comes to rest once all buffers on the way are full.
    for (let last = -1; taken === undefined || body.given !== last || last === 0;) {
      last = body.given;
      for (let turn = 0; turn < 2_000; turn += 1) await setImmediate();
    }
    assert.ok(body.given < 32 * megabyte, `${body.given} bytes were read for a server that takes none`);
    assert.equal(taken.headers['content-length'], String(256 * megabyte));
    go.emit('now');
    assert.equal(await (await answer).text(), String(256 * megabyte));
  });

  it('is read anew when a redirect repeats the request', async () => {
    const server = await httpServer((request, response) => {
      void count(request).then((bytes) => {
        if (request.url === '/old') response.writeHead(307, { location: '/new' }).end();
        else response.end(`${request.method} ${bytes}`);
      });
    });
    const body = source(3 * megabyte);
    const answer = await open().fetch(at(server, '/old'), { method: 'POST', body });
    assert.equal(await answer.text(), `POST ${3 * megabyte}`);
    assert.equal(body.reads, 2);
  });

  it('is not taken for whole when it ends early, gives too much or cannot be read', async () => {
    const ends: (number | string)[] = [];
    const server = await httpServer((request, response) => {
      count(request).then(
        (bytes) => response.end(String(ends.push(bytes))),
        () => ends.push('cut'),
      );
    });
    const put = (body: BodySource) => open().fetch(at(server), { method: 'PUT', body });
    await assert.rejects(put(source(2 * megabyte, megabyte)), problem('invalid-request'));
    await assert.rejects(put(source(megabyte, 2 * megabyte)), problem('invalid-request'));
    const failing: BodySource = {
      size: megabyte,
      async *read() {
        yield Buffer.alloc(1_000);
        await setImmediate();
        throw new Error('the file is gone');
      },
    };
    await assert.rejects(put(failing));
    assert.ok(
      ends.every((end) => end === 'cut'),
      JSON.stringify(ends),
    );
  });

  it('is given up with a server that goes away', async () => {
    const server = await tcpServer((socket) => void socket.once('data', () => socket.destroy()));
    const body = source(256 * megabyte);
    await assert.rejects(open().fetch(at(server), { method: 'PUT', body }), problem('connect-unreachable'));
    assert.ok(body.given < 64 * megabyte);
  });
});
