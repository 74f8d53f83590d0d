import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { certificateFor } from './certificate.js';

export const login = { username: 'relay', password: 'pa55-wörd-canary' };
export const trusted = certificateFor('IP:127.0.0.1,DNS:localhost');

export interface Delivered {
  from: string;
  to: string[];
  /** The message as it came, header lines included. */
  raw: string;
  secure: boolean;
  user: string;
}

export interface MailServer {
  port: number;
  delivered: Delivered[];
  sessions(): number;
}

/** A real SMTP server on 127.0.0.1 with STARTTLS, the certificate `trusted` and the one login above. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const delivered: Delivered[] = [];
  let sessions = 0;
  const server = new SMTPServer({
    ...trusted,
    logger: false,
    closeTimeout: 100,
    onConnect(_session, done) {
      sessions += 1;
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (username === login.username && password === login.password) done(null, { user: username });
      else done(new Error(`no ${username} with ${password}`));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        delivered.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
          secure: session.secure,
          user: String(session.user ?? ''),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (listener.address() as AddressInfo).port, delivered, sessions: () => sessions };
}

/** A bare TCP server that speaks as the test says; counts and keeps what it was sent. */
export async function rawServer(
  handler: (socket: Socket) => void,
): Promise<{ port: number; received(): string; open(): number }> {
  const sockets = new Set<Socket>();
  let received = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    handler(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    open: () => sockets.size,
  };
}

/** Answers each line of the client by what `reply` says to its verb; the greeting is the reply to CONNECT. */
export function scripted(reply: (verb: string, line: string) => string): (socket: Socket) => void {
  return (socket) => {
    let rest = '';
    socket.write(`${reply('CONNECT', '')}\r\n`);
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) socket.write(`${reply(line.split(' ')[0]?.toUpperCase() ?? '', line)}\r\n`);
    });
  };
}
