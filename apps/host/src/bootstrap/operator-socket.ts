import { chmodSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { Core } from '../core.module.js';
import { closeServer } from './close-server.js';
import type { DataPaths } from './data-directory.js';

/**
 * Listens on the unix socket in `state/`, for the owner of the data directory. The directory is closed to
 * everybody else, so that the socket is safe even before its own mode is set.
 */
export async function openOperatorSocket(
  { paths, operators, shutdown }: Pick<Core, 'paths' | 'operators' | 'shutdown'>,
  listener: RequestListener,
): Promise<void> {
  if (shutdown.signal.aborted) return;
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

/** For the one who holds the lock of the data directory: the socket of a host that was killed is still there. */
export function removeOperatorSocket(paths: Pick<DataPaths, 'operatorSocket'>): void {
  rmSync(paths.operatorSocket, { force: true });
}
