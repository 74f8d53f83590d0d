import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { HostileServer } from './servers.js';
import type { Voice } from './voice.js';

export interface Serving {
  port: number;
  close(): void;
}

/** Starts a hostile server on a free port of 127.0.0.1. */
export async function serveHostile(hostile: HostileServer, voice: Voice): Promise<Serving> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    // One that is never read does not hear that the client went.
    socket.on('end', () => socket.end());
    hostile.serve(socket, voice);
    if (socket.listenerCount('data') === 0 && hostile.tls === undefined) socket.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
