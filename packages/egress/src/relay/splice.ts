import type { Socket } from 'node:net';

/** For which a server may say nothing more, once its client has ended. */
const lingerMs = 5_000;
const keepAliveMs = 30_000;

/**
 * Hands every byte of each to the other, no faster than it takes them, and ends both together. `pipe` holds at most one
 * chunk and the high-water mark per direction, so a side that never reads costs no more than that.
 */
export function splice(client: Socket, server: Socket): void {
  // What drivers switch off anyway: the relay has no bytes of its own to wait for.
  server.setNoDelay(true).setKeepAlive(true, keepAliveMs);
  client.pipe(server);
  server.pipe(client);
  // Whether the client only said its last word or is gone cannot be told apart before something is said to it.
  client.once('end', () => server.setTimeout(lingerMs, () => server.destroy()));
  client.once('close', () => server.destroy());
  server.once('close', () => client.destroySoon());
}
