import type { Socket } from 'node:net';

import { PatchbayError } from '@patchbay/errors';

import { display } from '../host.js';
import { connectProblem, refused } from '../problems.js';
import type { Destination } from '../types.js';
import type { ProxyServer } from './rules.js';

/** Bytes of the proxy's answer; a real one has some hundred. */
const longestHead = 16_384;

/**
 * Asks the proxy at the other end of `socket` to connect it to `target`; resolves when every further byte is the
 * target's. Rejects with what the status says. The proxy's own words are not passed on.
 */
export async function askProxy(
  socket: Socket,
  server: ProxyServer,
  target: Destination,
  where: string,
): Promise<void> {
  const authority = display(target);
  const login = server.authorization === undefined ? '' : `Proxy-Authorization: ${server.authorization}\r\n`;
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`);
  const status = await readStatus(socket, display(server));
  if (status < 200 || status > 299) throw proxyProblem(status, server, where);
}

/** What a status means that the proxy itself gave, `where` being the destination that it was asked for. */
export function proxyProblem(status: number, server: Destination, where: string): PatchbayError {
  const proxy = `The proxy ${display(server)}`;
  if (status === 407) {
    return new PatchbayError(
      'connect-unreachable',
      `${proxy} refused its user name and password (407). An administrator must correct HTTP_PROXY or HTTPS_PROXY.`,
    );
  }
  if (status === 504)
    return new PatchbayError('connect-timeout', `${proxy} got no answer from ${where} (504).`);
  if (status === 403 || status === 405)
    return refused(`${proxy} does not allow connections to ${where} (${status}).`);
  return new PatchbayError('connect-unreachable', `${proxy} could not reach ${where} (${status}).`);
}

function readStatus(socket: Socket, proxy: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const finish = (settle: () => void): void => {
      socket.off('readable', read).off('close', closed).off('error', closed);
      settle();
    };
    const closed = (error?: unknown): void =>
      finish(() =>
        reject(
          error instanceof Error
            ? connectProblem(error, `The proxy ${proxy}`)
            : new PatchbayError('connect-unreachable', `The proxy ${proxy} closed the connection.`),
        ),
      );
    const read = (): void => {
      for (let chunk = socket.read() as Buffer | null; chunk; chunk = socket.read() as Buffer | null)
        head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      const status = /^HTTP\/1\.[01] (\d{3})[ \r]/u.exec(head.toString('latin1', 0, 16))?.[1];
      if (end < 0 && head.length < longestHead) return;
      finish(() => {
        if (end < 0 || status === undefined)
          return reject(
            new PatchbayError('connect-protocol', `${proxy} did not answer as an HTTP proxy does.`),
          );
        // A server that speaks first, such as a database, may have begun behind the proxy's answer.
        if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
        resolve(Number(status));
      });
    };
    socket
      .on('readable', read)
      .once('close', () => closed())
      .once('error', closed);
    read();
  });
}
