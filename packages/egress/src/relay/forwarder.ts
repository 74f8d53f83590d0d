import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';

import { display } from '../host.js';
import type { ProxyServer } from '../proxy/rules.js';
import type { Destination } from '../types.js';

/**
 * Speaks to a proxy that resolves names itself, in whole URLs, for clients that speak to the destination. Requests are
 * read and written anew: each says the host that was judged, whatever the client wrote, and only the proxy sees its login.
 */
export class Forwarder {
  readonly #destinations = new WeakMap<Socket, Destination>();
  readonly #server = createServer({ requestTimeout: 0, headersTimeout: 60_000 }, (request, response) =>
    this.#forward(request, response),
  );
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(private readonly proxy: ProxyServer) {}

  serve(client: Socket, destination: Destination): void {
    this.#destinations.set(client, destination);
    this.#server.emit('connection', client);
    client.resume();
  }

  close(): void {
    this.#agent.destroy();
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const destination = this.#destinations.get(request.socket);
    const { method, url = '' } = request;
    if (!destination || !url.startsWith('/')) return void response.writeHead(400).end();
    const authority = destination.port === 80 ? destination.host : display(destination);
    const { host, port, authorization } = this.proxy;
    const login = authorization === undefined ? {} : { 'proxy-authorization': authorization };
    const headers = { ...endToEnd(request.headersDistinct), host: authority, ...login };
    const path = `http://${display(destination)}${url}`;
    const forwarded = httpRequest({ host, port, method, path, headers, agent: this.#agent });
    forwarded.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headersDistinct));
      answer.on('error', () => response.destroy()).pipe(response);
    });
    forwarded.once('error', () => response.destroy());
    response.once('close', () => forwarded.destroy());
    request.pipe(forwarded);
  }
}

/** Those that are for the next station alone, among them the ones that say where a message ends, are not passed on. */
function endToEnd(headers: NodeJS.Dict<string[]>): Record<string, string[]> {
  const kept: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(headers))
    if (values && !hopByHop.has(name)) kept[name] = values;
  return kept;
}

const hopByHop = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
