import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { after } from 'node:test';

export interface Listening {
  host: string;
  port: number;
  /** Connections taken so far. */
  connections(): number;
}

/** A bare TCP server on loopback, closed after the suite together with all its connections. */
export function tcpServer(handler: (socket: Socket) => void, host = '127.0.0.1'): Promise<Listening> {
  return listen(createTcpServer(handler), host);
}

export function httpServer(handler: RequestListener, host = '127.0.0.1'): Promise<Listening> {
  return listen(createHttpServer(handler), host);
}

export function httpsServer(tls: ServerOptions, handler: RequestListener): Promise<Listening> {
  return listen(createHttpsServer(tls, handler), '127.0.0.1');
}

async function listen(server: Server | HttpServer, host: string): Promise<Listening> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  after(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { host, port: address.port, connections: () => connections };
}
