import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cleanUp } from '../spec/clean-up.js';

export interface Target {
  url: string;
  /** The password that came last, by the path that was asked for. */
  passwords: Map<string, string>;
}

/** Lets everybody in and remembers with what: so a spec learns the secrets of a host that never shows them. */
export async function startTarget(): Promise<Target> {
  const passwords = new Map<string, string>();
  const server = createServer(({ url = '', headers: { authorization = '' } }, response) => {
    const [, password = ''] = Buffer.from(authorization.slice('Basic '.length), 'base64')
      .toString()
      .split(':');
    passwords.set(url.slice(1), password);
    response.end();
  });
  cleanUp(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, passwords };
}
