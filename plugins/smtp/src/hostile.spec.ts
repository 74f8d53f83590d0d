import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, it } from 'node:test';
import type { ProblemCode } from '@patchbay/plugin-sdk';
import { openSmtp, problem, settings } from './spec/connection.js';
import { watchMemory } from './spec/memory.js';
import { rawServer, scripted } from './spec/mail-server.js';

const plain = { encryption: 'none' };
const ready = (verb: string): string => (verb === 'CONNECT' ? '220 mail.test' : '250 mail.test');

/** One byte at a time, for ever: never idle, never done. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(() => socket.write(text.charAt(at++ % text.length)), 50);
  socket.on('close', () => clearInterval(timer));
}

function flood(socket: Socket, chunk: string): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk)) continue;
  };
  socket.on('drain', more);
  more();
}

const servers: [string, (socket: Socket) => void, Record<string, unknown>, ProblemCode][] = [
  ['drips its greeting', (socket) => drip(socket, '220-x\r\n'), plain, 'connect-timeout'],
  ['says nothing', () => undefined, plain, 'connect-timeout'],
  ['stalls the TLS handshake', () => undefined, { encryption: 'ssl' }, 'connect-timeout'],
  [
    'stalls the handshake behind STARTTLS',
    (socket) => {
      socket.write('220 mail.test\r\n');
      socket.on('data', (chunk) => {
        if (chunk.includes('EHLO')) socket.write('250-mail.test\r\n250 STARTTLS\r\n');
        if (chunk.includes('STARTTLS\r\n')) socket.write('220 go ahead\r\n');
      });
    },
    {},
    'connect-timeout',
  ],
  [
    'never ends one line of its greeting',
    (socket) => flood(socket, 'x'.repeat(65_536)),
    plain,
    'connect-protocol',
  ],
  [
    'never ends its greeting',
    (socket) => flood(socket, '220-x\r\n'.repeat(9_999)),
    plain,
    'connect-protocol',
  ],
  ['speaks HTTP', (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), plain, 'connect-protocol'],
  ['closes at once', (socket) => void socket.end(), plain, 'connect-unreachable'],
  ['resets the connection', (socket) => void socket.resetAndDestroy(), plain, 'connect-unreachable'],
  ['does not want anybody', scripted(() => '554 go away pa55'), plain, 'connect-protocol'],
  [
    'repeats the login in its refusal',
    scripted((verb, line) =>
      verb === 'AUTH' ? `535 5.7.8 no: ${line}` : verb === 'EHLO' ? '250-x\r\n250 AUTH PLAIN' : ready(verb),
    ),
    plain,
    'connect-auth-failed',
  ],
  [
    'asks for the login for ever',
    scripted((verb) =>
      verb === 'EHLO' ? '250-x\r\n250 AUTH PLAIN' : verb === 'CONNECT' ? '220 x' : '334 more',
    ),
    plain,
    'connect-timeout',
  ],
];

describe('a server that', { concurrency: true }, () => {
  for (const [what, handler, more, code] of servers) {
    it(`${what} is left within ten seconds`, async () => {
      const server = await rawServer(handler);
      const { test, close } = await openSmtp(settings(server.port, more));
      const start = performance.now();
      const grownBy = watchMemory();
      await assert.rejects(test(), problem(code, 'pa55', 'go away'));
      assert.ok(performance.now() - start < 10_000);
      assert.ok(grownBy() < 100_000_000, 'it filled the memory');
      await close();
      for (let wait = 0; wait < 40 && server.open() > 0; wait++)
        await new Promise((go) => setTimeout(go, 50));
      assert.equal(server.open(), 0, 'the socket stayed open');
    });
  }

  it('does not answer the farewell keeps no socket beyond the test', async () => {
    const server = await rawServer(
      scripted((verb) =>
        verb === 'EHLO'
          ? '250-x\r\n250 AUTH PLAIN'
          : verb === 'AUTH'
            ? '235 ok'
            : verb === 'QUIT'
              ? '221-'
              : ready(verb),
      ),
    );
    const { test } = await openSmtp(settings(server.port, plain));
    assert.ok(await test());
    for (let wait = 0; wait < 220 && server.open() > 0; wait++) await new Promise((go) => setTimeout(go, 50));
    assert.equal(server.open(), 0);
  });
});
