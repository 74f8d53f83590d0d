import { once } from 'node:events';
import { connect as tlsConnect } from 'node:tls';
import type { Egress } from '../types.js';
import { tcpServer } from './servers.js';

/** What a driver hears that writes while and after it connects to a server that speaks first and echoes. */
export const conversation = '220 hello meanwhile, after';

/** Has that conversation on a socket for drivers; resolves to what was heard, and the server's port. */
export async function converse(egress: Egress, host: string): Promise<{ heard: string; port: number }> {
  const { port } = await tcpServer((socket) => {
    socket.write('220 hello ');
    socket.pipe(socket);
  });
  const socket = egress.socket().setNoDelay(true);
  socket.connect(port, host);
  socket.write('meanwhile, ');
  await once(socket, 'connect');
  socket.write('after');
  let heard = '';
  for await (const chunk of socket as AsyncIterable<Buffer>)
    if ((heard += String(chunk)).endsWith('after')) break;
  return { heard, port };
}

/** TLS by the driver itself, on top of a connected socket; throws when the handshake fails. */
export async function shakeHands(
  egress: Egress,
  to: { host: string; port: number },
  tls: { servername: string; ca: string },
): Promise<void> {
  const socket = egress.socket();
  await once(socket.connect(to), 'connect');
  const secure = tlsConnect({ socket, ...tls });
  await once(secure, 'secureConnect');
  secure.destroy();
}
