import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { testInSmallHeap } from '@patchbay/plugin-testing';

/** A message of a server: a letter, the length with itself, the body. */
function message(letter: string, body: Buffer | string = ''): Buffer {
  const bytes = Buffer.from(body as string);
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeUInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}
const number = (value: number, bytes: 2 | 4): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value >>> 0, 0, bytes);
  return buffer;
};
const many = (bytes: Buffer, count: number): Buffer => Buffer.concat(Array<Buffer>(count).fill(bytes));
const ready = message('Z', 'I');
const welcome = Buffer.concat([message('R', number(0, 4)), ready]);
const prepared = Buffer.concat([message('1'), message('2')]);
const over = Buffer.concat([message('C', 'SELECT 1\0'), ready]);
const column = (type: number) =>
  Buffer.concat([Buffer.from('message\0'), Buffer.alloc(6), number(type, 4), Buffer.alloc(8)]);
const columns = (...all: Buffer[]) => message('T', Buffer.concat([number(all.length, 2), ...all]));
const row = (text: string) =>
  message('D', Buffer.concat([number(1, 2), number(text.length, 4), Buffer.from(text)]));
const result = (type: number, rows: Buffer) => Buffer.concat([prepared, columns(column(type)), rows, over]);

/** What it says to what comes from the client, in turn: the first time to who wants to log in. */
type Answers = readonly (Buffer | ((heard: string) => Buffer))[];

const types = { json: 114, text: 25, textArray: 1009 };
const asksForScram = message('R', Buffer.concat([number(10, 4), Buffer.from('SCRAM-SHA-256\0\0')]));
const longQuestion = (heard: string) => {
  const nonce = /r=([^\0]+)/.exec(heard)?.[1] ?? '';
  return message(
    'R',
    Buffer.concat([number(11, 4), Buffer.from(`r=${nonce}${'x'.repeat(14e6)},s=AAAA,i=4096`)]),
  );
};

const servers: [what: string, answers: Answers][] = [
  ['asks for the password by fourteen megabytes', [asksForScram, longQuestion]],
  [
    'gives millions of rows without columns',
    [welcome, Buffer.concat([prepared, columns(), many(message('D', number(0, 2)), 2_000_000), over])],
  ],
  [
    'gives a value of lists within lists, of a type that is parsed',
    [welcome, result(types.json, row('['.repeat(5e6)))],
  ],
  [
    'gives a list whose quotes have no end',
    [welcome, result(types.textArray, row(`{"${'\\"'.repeat(4e5)}`))],
  ],
  [
    'gives rows in the same breath as its welcome',
    [Buffer.concat([ready, columns(column(types.text)), row('x'), over, over, prepared])],
  ],
  [
    'describes sixty thousand columns',
    [welcome, Buffer.concat([prepared, columns(...Array<Buffer>(60_000).fill(column(types.text))), over])],
  ],
];

describe('the test of a PostgreSQL connection survives a server that', { concurrency: 2 }, () => {
  for (const [what, answers] of servers) {
    it(what, async () => {
      const server = await serve(answers);
      const config = {
        host: '127.0.0.1',
        port: server.port,
        database: 'shop',
        username: 'anna',
        password: 'hunter2',
        tls: 'off',
      };
      try {
        const entry = new URL('./index.js', import.meta.url);
        const { outcome } = await testInSmallHeap({ entry, connectorType: 'postgresql', config });
        assert.ok(['protocol', 'unreachable'].includes(outcome), outcome);
      } finally {
        server.close();
      }
    });
  }
});

async function serve(answers: Answers): Promise<{ port: number; close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let next = 0;
    socket.on('error', () => undefined);
    socket.on('data', (heard) => {
      const answer = answers[next++];
      if (answer) socket.write(typeof answer === 'function' ? answer(heard.toString('latin1')) : answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
