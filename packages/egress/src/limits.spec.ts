import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createGzip, gzipSync } from 'node:zlib';

import { open, problem } from './spec/egress.js';
import { httpServer, tcpServer, type Listening } from './spec/servers.js';

const at = (server: Listening): string => `http://127.0.0.1:${server.port}/`;
const text = async (
  server: Listening,
  init: Parameters<ReturnType<typeof open>['fetch']>[1] = {},
): Promise<string> => (await open().fetch(at(server), init)).text();

describe('limits of an answer', () => {
  it('end a body of 10 GB at the cap, in bounded memory', async () => {
    const block = Buffer.alloc(1024 * 1024);
    let sent = 0;
    const server = await httpServer((_request, response) => {
      const more = (): void => {
        while (sent < 10 * 1024 && !response.destroyed) {
          sent += 1;
          if (!response.write(block)) return void response.once('drain', more);
        }
      };
      more();
    });
    const before = process.memoryUsage();
    await assert.rejects(text(server), problem('egress-limit-exceeded'));
    const { rss } = process.memoryUsage();
    assert.ok(rss - before.rss < 100 * 1024 * 1024, `grew by ${rss - before.rss} bytes`);
    assert.ok(sent < 40, `the server could send ${sent} MiB`);
  });

  it('refuse a body that says beforehand that it is too large', async () => {
    const server = await httpServer((_request, response) =>
      response.writeHead(200, { 'content-length': 11 }).end('x'.repeat(11)),
    );
    await assert.rejects(open().fetch(at(server), { maxBytes: 10 }), problem('egress-limit-exceeded'));
    assert.equal(await text(server, { maxBytes: 11 }), 'x'.repeat(11));
  });

  it('count after decompression', async () => {
    const server = await httpServer((_request, response) => {
      response.setHeader('content-encoding', 'gzip');
      const bomb = createGzip();
      bomb.pipe(response);
      const zeros = Buffer.alloc(1024 * 1024);
      for (let i = 0; i < 64; i += 1) bomb.write(zeros);
      bomb.end();
    });
    await assert.rejects(text(server), problem('egress-limit-exceeded'));
  });

  it('refuse an answer that is compressed over and over', async () => {
    const server = await httpServer((_request, response) => {
      response.setHeader('content-encoding', 'gzip, gzip, gzip').end(gzipSync(gzipSync(gzipSync('x'))));
    });
    await assert.rejects(text(server), problem('connect-protocol'));
  });

  it('hold for the stream, too', async () => {
    const server = await httpServer((_request, response) => response.write('x'.repeat(1000)));
    const { body } = await open().fetch(at(server), { maxBytes: 999 });
    await assert.rejects(body.toArray(), problem('egress-limit-exceeded'));
  });

  it('end a slow drip by the deadline', async () => {
    const server = await httpServer((_request, response) => {
      const drip = setInterval(() => response.write('x'), 10);
      response.once('close', () => clearInterval(drip));
    });
    const started = performance.now();
    await assert.rejects(text(server, { timeoutMs: 1_500 }), problem('egress-limit-exceeded'));
    assert.ok(performance.now() - started < 20_000);
  });

  it('end dripping headers and silence by the deadline', async () => {
    const drip = await tcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('x: y\r\n'), 10);
      socket.once('close', () => clearInterval(timer));
    });
    const silent = await tcpServer((socket) => socket.resume());
    for (const server of [drip, silent]) {
      await assert.rejects(text(server, { timeoutMs: 200 }), problem('connect-timeout'));
    }
  });

  it('end an answer that nobody reads, without an error that nobody hears', async () => {
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    const server = await httpServer((_request, response) => {
      response.once('close', close).write('x');
    });
    const answer = await open().fetch(at(server), { timeoutMs: 1_000 });
    await closed;
    await assert.rejects(answer.text(), problem('egress-limit-exceeded'));
  });

  it('refuse huge headers', async () => {
    const server = await tcpServer((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(1024 * 1024)}\r\n\r\n`)),
    );
    await assert.rejects(text(server), problem('egress-limit-exceeded'));
  });

  it('leave a connection that read its answer fit for the next request', async () => {
    const server = await httpServer((_request, response) => response.end('ok'));
    const egress = open();
    for (let i = 0; i < 2; i += 1) {
      const answer = await egress.fetch(at(server), { timeoutMs: 1_000 });
      assert.equal(await answer.text(), 'ok');
      await wait(1_100);
    }
    assert.equal(server.connections(), 1);
  });
});
