import type { Socket } from 'node:net';

/** What a hostile server does with a connection, by name. */
export const hostile: Readonly<Record<string, (socket: Socket) => void>> = {
  'says nothing': () => undefined,
  'drips its headers': (socket) => drip(socket, 'X-A: b\r\n', 'HTTP/1.1 200 OK\r\n'),
  'drips its answer': (socket) => drip(socket, 'x', 'HTTP/1.1 200 OK\r\n\r\n'),
  'announces 10 GB': (socket) => flood(socket, 'HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n'),
  'sends without end': (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n\r\n'),
  'sends headers without end': (socket) => flood(socket, 'HTTP/1.1 200 OK\r\n', 'X-A: b\r\n'.repeat(8_192)),
  'speaks no HTTP': (socket) => void socket.end('220 mail.test ESMTP\r\n'),
  'closes at once': (socket) => void socket.end(),
};

/** One byte at a time, for ever: never idle, never done. */
function drip(socket: Socket, text: string, start: string): void {
  let at = 0;
  socket.write(start);
  const timer = setInterval(() => socket.write(text.charAt(at++ % text.length)), 50);
  socket.on('close', () => clearInterval(timer));
}

function flood(socket: Socket, start: string, chunk = 'x'.repeat(65_536)): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk)) continue;
  };
  socket.on('drain', more).once('data', () => {
    socket.write(start);
    more();
  });
}
