import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server as NetServer } from 'node:net';

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Answers each request with what it saw, and remembers it. */
export async function echoServer(handler?: RequestListener) {
  const seen: Seen[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const it = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(it);
      if (handler) return handler(request, response);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(it));
    });
  });
  const { close, ...rest } = await listening(server);
  server.unref();
  // A test that fails must not wait for sockets that it left open.
  const closeAll = () => {
    server.closeAllConnections();
    return close();
  };
  return { seen, ...rest, server, close: closeAll };
}

export async function listening<S extends NetServer>(server: S) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
