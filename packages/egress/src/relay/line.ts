import type { Socket } from 'node:net';

import { connectTimeout, refused } from '../problems.js';

/**
 * The one line that a client says before it is answered. Rejects when it is too long or late, when the client goes, or
 * says more.
 */
export function readLine(client: Socket, { bytes, ms }: { bytes: number; ms: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let line = Buffer.alloc(0);
    const finish = (settle: () => void): void => {
      clearTimeout(timer);
      client.off('data', read).off('end', gone).off('close', gone);
      settle();
    };
    const timer = setTimeout(() => finish(() => reject(connectTimeout('The runner', ms))), ms);
    const gone = (): void => finish(() => reject(refused('The runner went away.')));
    const read = (chunk: Buffer): void => {
      line = Buffer.concat([line, chunk]);
      const end = line.indexOf(0x0a);
      if (end < 0 && line.length < bytes) return;
      // Nothing may follow: bytes for a destination that is not judged yet would only have to be kept.
      if (end === line.length - 1 && line.length <= bytes) finish(() => resolve(line.subarray(0, end)));
      else finish(() => reject(refused('A runner did not ask for a connection in one short line.')));
    };
    client.on('data', read).once('end', gone).once('close', gone);
  });
}

/** Aborts when the client says more, or goes, before it was answered; call what it returns when it is. */
export function watchUnanswered(client: Socket): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort(refused('The runner did not wait for the answer.'));
  client.on('data', abort).once('end', abort).once('close', abort);
  return {
    signal: controller.signal,
    stop: () => void client.pause().off('data', abort).off('end', abort).off('close', abort),
  };
}
