import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { PatchbayError } from '@patchbay/errors';
import { httpUrl } from './http-url.js';
import { version, type Config } from '../config/config.js';

/** The server that listens from the first moment; the application adopts it when it is loaded. */
export interface Front {
  readonly server: Server;
  readonly url: string;
  readonly port: number;
  /** Hands every later request to the application. */
  adopt(application: RequestListener): void;
}

/**
 * Listens and answers `/api/health/live`, everything else with `not-ready`, so that an orchestrator sees a live
 * process while the application is still loading.
 */
export async function openFront({ host, port }: Pick<Config, 'host' | 'port'>): Promise<Front> {
  let listener: RequestListener = answerEarly;
  const server = createServer((request, response) => {
    listener(request, response);
  });
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  return {
    server,
    url: httpUrl(host, address.port),
    port: address.port,
    adopt: (application) => {
      listener = application;
    },
  };
}

export const live = { status: 'live', version } as const;

function answerEarly(request: IncomingMessage, response: ServerResponse): void {
  const isLive = request.method === 'GET' && request.url?.split('?')[0] === '/api/health/live';
  const body = isLive ? live : new PatchbayError('not-ready', 'Patchbay is still starting.').toProblem();
  response.writeHead(isLive ? 200 : 503, {
    'content-type': isLive ? 'application/json' : 'application/problem+json',
    'cache-control': 'no-store',
    ...(isLive ? {} : { 'retry-after': '1' }),
  });
  response.end(JSON.stringify(body));
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken. Choose another by PATCHBAY_PORT.`
          : `Cannot listen on ${host}:${port}: ${error.code ?? error.message}.`;
      reject(new PatchbayError('config-invalid', { detail: why, cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
