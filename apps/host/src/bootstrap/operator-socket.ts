import { chmodSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { Core } from '../core.module.js';
import { closeServer } from './close-server.js';

/**
 * Listens on the unix socket in `state/`, for the owner of the data directory. The directory is closed to
 * everybody else, so that the socket is safe even before its own mode is set.
 */
export async function openOperatorSocket(
  { paths, operators, shutdown }: Pick<Core, 'paths' | 'operators' | 'shutdown'>,
  listener: RequestListener,
): Promise<void> {
  if (shutdown.signal.aborted) return;
  // Left behind by a host that was killed; the lock says that no other one lives.
  rmSync(paths.operatorSocket, { force: true });
  const server = createServer(listener);
  server.on('connection', (socket) => {
    operators.add(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(paths.operatorSocket, resolve);
  });
  chmodSync(paths.operatorSocket, 0o600);
  shutdown.on('finishWork', 'the requests of the operator', (deadline) => closeServer(server, deadline));
}
