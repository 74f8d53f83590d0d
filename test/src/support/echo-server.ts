import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodingsOf } from './encodings.js';

/** A server that says back whatever credentials it was given, in every form: the worst that a server can do. */
export interface EchoServer {
  url: string;
  /** Credentials that arrived: proof that they were really sent. */
  seen: Set<string>;
  close(): void;
}

export async function startEchoServer(): Promise<EchoServer> {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    const credentials = credentialsOf(request);
    for (const credential of credentials) seen.add(credential);
    const body = JSON.stringify({
      credentials: credentials.map(encodingsOf),
      headers: request.headers,
      sentence: `refused ${credentials.join(' and ')}`,
    });
    const answer = () =>
      response
        .writeHead(statusOf(request.url ?? ''), {
          'content-type': 'application/json',
          'x-echo': hex(credentials),
        })
        .end(body);
    if (request.url?.includes('slow') === true) setTimeout(answer, 10_000).unref();
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    seen,
    close: () => void server.close(() => undefined).closeAllConnections(),
  };
}

function credentialsOf(request: IncomingMessage): string[] {
  const found = Object.entries(request.headers)
    .filter(([name]) => name.startsWith('x-'))
    .flatMap(([, value]) => value ?? []);
  const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('access_token');
  if (token !== null) found.push(token);
  const [scheme, credential = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer') found.push(credential);
  if (scheme === 'Basic')
    found.push(
      Buffer.from(credential, 'base64')
        .toString('utf8')
        .replace(/^[^:]*:/, ''),
    );
  return found;
}

function statusOf(url: string): number {
  return url.includes('fail') ? 500 : 200;
}

function hex(credentials: string[]): string {
  return Buffer.from(credentials.join(' ')).toString('hex');
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
