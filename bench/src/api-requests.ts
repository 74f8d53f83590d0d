import { Agent, request } from 'node:http';
import type { RunningHost } from '@patchbay/test';

/** The API over kept-alive connections, without a client's own work in the measured time. */
export interface ApiRequests {
  /** Resolves to the answer's text. Rejects on any status but a good one. */
  send(method: string, path: string, body?: object): Promise<string>;
  close(): void;
}

export function apiRequests({ url, token }: Pick<RunningHost, 'url' | 'token'>): ApiRequests {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const always = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const length = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) };
        const sent = request(
          `${url}/api${path}`,
          { agent, method, headers: { ...always, ...length } },
          (answer) => {
            let got = '';
            answer.setEncoding('utf8').on('data', (chunk: string) => (got += chunk));
            answer.on('error', reject).on('end', () => {
              if ((answer.statusCode ?? 500) < 300) resolve(got);
              else reject(new Error(`${method} ${path}: ${answer.statusCode ?? ''} ${got.slice(0, 300)}`));
            });
          },
        );
        sent.on('error', reject).end(text);
      }),
    close: () => agent.destroy(),
  };
}
