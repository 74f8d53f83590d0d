import type { Socket } from 'node:net';

/** How a server of one protocol speaks, as far as a hostile one needs to. */
export interface Voice {
  /** What an honest server says first; empty where clients do. */
  greeting: Buffer;
  /** Behaves until the answer to the connector's test is due, login and all; then `answer` is called. */
  converse: (socket: Socket, answer: () => void) => void;
  /** Behaves until the client begins a TLS handshake on the socket. */
  untilTls: (socket: Socket) => Promise<void>;
  /** An answer that is never over: how it begins, and what it goes on with. */
  endless: { start: Buffer; chunk: Buffer };
  /** The beginning of an answer that was to be longer. */
  partial: Buffer;
  /** A first line, header or message that is never over. */
  longHead: { start: Buffer; chunk: Buffer };
  /** A refusal with this text. */
  refusal: (text: string) => Buffer;
  /** An answer that announces far more, or less, than comes. */
  wrongLengths: readonly Buffer[];
  /** An answer that makes the client ask once more, each time. */
  again: Buffer;
}

/** For protocols that nobody has written a voice for: no conversation, every behaviour from the first byte on. */
export const raw: Voice = {
  greeting: Buffer.from('hello '),
  converse: (socket, answer) => void socket.once('data', answer),
  untilTls: () => Promise.resolve(),
  endless: { start: Buffer.alloc(0), chunk: Buffer.alloc(65_536, 'x') },
  partial: Buffer.from('hel'),
  longHead: { start: Buffer.alloc(0), chunk: Buffer.alloc(65_536, 'x') },
  refusal: (text) => Buffer.from(`ERROR ${text}\r\n`),
  wrongLengths: [Buffer.from([0x3f, 0xff, 0xff, 0xff, 1]), Buffer.alloc(8)],
  again: Buffer.from('AGAIN\r\n'),
};

/** Calls `take` with whole messages, as `lengthOf` finds them at the start of what came; undefined is "not yet". */
export function messages(
  socket: Socket,
  lengthOf: (bytes: Buffer) => number | undefined,
  take: (message: Buffer) => void,
): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (
      let length = lengthOf(rest);
      length !== undefined && rest.length >= length;
      length = lengthOf(rest)
    ) {
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      take(message);
    }
  });
}
