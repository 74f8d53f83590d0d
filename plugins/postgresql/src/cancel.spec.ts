import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { openConnector } from '@patchbay/plugin-testing';
import { postgresql } from './connector.js';

const cancelRequest = 80_877_102;
const [processId, secretKey] = [4_711, -99];

function message(letter: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const numbers = (...values: number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(value, 4 * index);
  return bytes;
};
const ready = message('Z', Buffer.from('I'));
const welcome = Buffer.concat([message('R', numbers(0)), message('K', numbers(processId, secretKey)), ready]);
const stopped = message('E', Buffer.from('SERROR\0C57014\0Mstopped\0\0'));

/** Logs everybody in, executes for ever, and hears only the second time that it is to stop. */
async function absentMinded(): Promise<{ port: number; asked: Buffer[] }> {
  const asked: Buffer[] = [];
  let working: Socket | undefined;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (first) => {
      if (first.readInt32BE(4) !== cancelRequest) {
        socket.on('data', () => (working = socket));
        socket.write(welcome);
        return;
      }
      asked.push(first);
      if (asked.length === 2) working?.write(Buffer.concat([stopped, ready]));
      socket.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  return { port: (server.address() as AddressInfo).port, asked };
}

describe('a statement that is cancelled', () => {
  it('is stopped although the server was still reading it when it was asked first', async () => {
    const { port, asked } = await absentMinded();
    const config = { host: '127.0.0.1', port, database: 'shop', username: 'anna', password: 'x', tls: 'off' };
    const opened = await openConnector(postgresql, config);
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    const query = opened
      .capability('sql')
      .query({ strings: ['SELECT 1'], values: [] }, { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 300);
    await assert.rejects(query, reason);
    const request = Buffer.concat([numbers(16, cancelRequest, processId, secretKey)]);
    assert.deepEqual(asked, [request, request]);
    await opened.close();
  });
});
