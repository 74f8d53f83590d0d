import { chmodSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { OperatorSockets } from '../users/operator-sockets.js';

/**
 * Listens on the unix socket in `state/`, for the owner of the data directory. The directory is closed to
 * everybody else, so that the socket is safe even before its own mode is set.
 */
export async function openOperatorSocket(path: string, listener: RequestListener, sockets: OperatorSockets): Promise<Server> {
  // Left behind by a host that was killed; the lock says that no other one lives.
  rmSync(path, { force: true });
  const server = createServer(listener);
  server.on('connection', (socket) => { sockets.add(socket); });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return server;
}
