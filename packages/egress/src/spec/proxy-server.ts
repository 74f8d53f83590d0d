import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after } from 'node:test';

export interface TestProxy {
  port: number;
  /** `CONNECT 10.0.0.1:443` and `GET http://host/path`, in the order of their coming. */
  asked: string[];
  /** Header Proxy-Authorization of each. */
  logins: (string | undefined)[];
  url: string;
}

export interface TestProxyOptions {
  /** `user:password` that it wants. */
  login?: string;
  /** What it resolves itself; names that are missing are unknown to it. */
  names?: Readonly<Record<string, string>>;
  /** A status for everything, instead of connecting. */
  refuses?: number;
  /** Bytes instead of an HTTP answer. */
  says?: string;
}

/** A real proxy on 127.0.0.1: tunnels for CONNECT, answers requests in absolute form by making them itself. */
export async function proxyServer(options: TestProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const logins: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const wanted = options.login && `Basic ${Buffer.from(options.login).toString('base64')}`;
  const refusal = (message: IncomingMessage): number | undefined => {
    asked.push(`${message.method} ${message.url}`);
    logins.push(message.headers['proxy-authorization']);
    return wanted && message.headers['proxy-authorization'] !== wanted ? 407 : options.refuses;
  };
  const server = createServer((message, response) => forward(message, response, options, refusal(message)));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
  });
  server.on('connect', (message: IncomingMessage, socket: Socket) => {
    const status = refusal(message);
    if (options.says !== undefined) return void socket.end(options.says);
    if (status !== undefined) return void socket.end(`HTTP/1.1 ${status} No <b>secret words</b>\r\n\r\n`);
    const { hostname, port } = new URL(`tcp://${message.url}`);
    const target = connect(Number(port), hostOf(hostname, options), () => {
      socket.write('HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.end('HTTP/1.1 502 Bad gateway\r\n\r\n'));
    socket.on('close', () => target.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  const login = options.login ? `${options.login.replace('@', '%40')}@` : '';
  return { port, asked, logins, url: `http://${login}127.0.0.1:${port}` };
}

function forward(
  message: IncomingMessage,
  response: ServerResponse,
  options: TestProxyOptions,
  status: number | undefined,
): void {
  if (status !== undefined) return void response.writeHead(status).end();
  const url = new URL(message.url ?? '');
  const { 'proxy-authorization': _login, ...headers } = message.headers;
  const target = { host: hostOf(url.hostname, options), port: url.port, path: url.pathname + url.search };
  const onward = request({ ...target, method: message.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  message.pipe(onward);
}

function hostOf(hostname: string, { names = {} }: TestProxyOptions): string {
  return names[hostname] ?? hostname.replace(/^\[|\]$/gu, '');
}
