import type { Voice } from './voice.js';

const head = (line: string, ...headers: string[]): Buffer =>
  Buffer.from([`HTTP/1.1 ${line}`, ...headers, '', ''].join('\r\n'));

/** Answers HEAD politely, so that a client that asks that first goes on to a request with a body. */
export const http: Voice = {
  // So long that a byte at a time is not through within any deadline of a test.
  greeting: head('200 OK', `X-Long: ${'value '.repeat(200)}`),
  converse(socket, answer) {
    let isOver = false;
    socket.on('data', (chunk: Buffer) => {
      if (chunk.toString('latin1', 0, 5) === 'HEAD ') socket.write(head('405 Not here', 'Content-Length: 0'));
      else if (!isOver) answer();
      isOver ||= chunk.toString('latin1', 0, 5) !== 'HEAD ';
    });
  },
  untilTls: () => Promise.resolve(),
  endless: { start: head('200 OK'), chunk: Buffer.alloc(65_536, 'x') },
  partial: Buffer.concat([head('200 OK', 'Content-Length: 1000'), Buffer.alloc(500, 'x')]),
  longHead: {
    start: Buffer.from('HTTP/1.1 200 OK\r\n'),
    chunk: Buffer.from('X-Long: value\r\n'.repeat(4_000)),
  },
  refusal: (text) =>
    Buffer.concat([head(`401 ${text.slice(0, 200).replaceAll(/[\r\n]/gu, ' ')}`), Buffer.from(text)]),
  wrongLengths: [
    Buffer.concat([head('200 OK', 'Content-Length: 10000000000'), Buffer.from('x')]),
    Buffer.concat([head('200 OK', 'Transfer-Encoding: chunked'), Buffer.from('FFFFFFFFFFFFFFF0\r\nx')]),
    head('200 OK', 'Content-Length: -1'),
  ],
  again: head('302 Found', 'Location: /again', 'Content-Length: 0'),
};

/** A redirect to the service that hands out a machine's cloud credentials. */
export const toMetadata: Buffer = head(
  '302 Found',
  'Location: http://169.254.169.254/latest/meta-data/',
  'Content-Length: 0',
);

/** An answer that grows a thousandfold when it is unpacked. */
export function compressedBomb(packed: Buffer): Buffer {
  return Buffer.concat([
    head('200 OK', 'Content-Encoding: gzip', 'Content-Type: text/plain', `Content-Length: ${packed.length}`),
    packed,
  ]);
}
