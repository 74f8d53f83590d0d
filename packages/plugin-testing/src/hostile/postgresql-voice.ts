import type { Voice } from './voice.js';
import { messages } from './voice.js';

const sslRequest = 80_877_103;

/** A message of the server: a letter, the length with itself, the body; `announced` is the length it claims. */
function message(letter: string, body: Buffer, announced = body.length + 4): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeUInt32BE(announced, 1);
  return Buffer.concat([head, body]);
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const askPassword = message('R', int32(3));
const loggedIn = Buffer.concat([message('R', int32(0)), message('Z', Buffer.from('I'))]);
const oneColumn = message(
  'T',
  Buffer.concat([
    Buffer.from([0, 1]),
    Buffer.from('message\0'),
    Buffer.alloc(6),
    int32(25),
    Buffer.from([0xff, 0xff]),
    int32(-1),
    Buffer.alloc(2),
  ]),
);
const row = message('D', Buffer.concat([Buffer.from([0, 1]), int32(8_000), Buffer.alloc(8_000, 'x')]));
const begun = Buffer.concat([message('1', Buffer.alloc(0)), message('2', Buffer.alloc(0)), oneColumn]);

/** Speaks version 3; asks for the password in the clear, as a server in the middle would. */
export const postgresql: Voice = {
  greeting: loggedIn,
  converse(socket, answer) {
    let started = false;
    let answered = false;
    messages(
      socket,
      (bytes) =>
        started
          ? bytes.length < 5
            ? undefined
            : bytes.readUInt32BE(1) + 1
          : bytes.length < 4
            ? undefined
            : bytes.readUInt32BE(0),
      (received) => {
        if (!started && received.length === 8 && received.readUInt32BE(4) === sslRequest)
          return void socket.write('N');
        if (!started) {
          started = true;
          return void socket.write(askPassword);
        }
        if (received[0] === 0x70) return void socket.write(loggedIn);
        if (!answered) answer();
        answered = true;
      },
    );
  },
  untilTls: (socket) =>
    new Promise((resolve) =>
      socket.once('data', () => {
        socket.write('S');
        resolve();
      }),
    ),
  endless: { start: begun, chunk: Buffer.concat(Array<Buffer>(8).fill(row)) },
  partial: Buffer.concat([begun, row.subarray(0, 500)]),
  longHead: { start: message('E', Buffer.from('SERROR\0M'), 0x3fff_ffff), chunk: Buffer.alloc(65_536, 'x') },
  refusal: (text) => message('E', Buffer.from(`SERROR\0C42601\0M${text}\0\0`)),
  wrongLengths: [
    Buffer.concat([begun, message('D', Buffer.from([0, 1, 0x3f, 0xff, 0xff, 0xff]), 0x3fff_ffff)]),
    Buffer.concat([begun, message('D', Buffer.from([0x7f, 0xff, 0, 0, 0, 1]))]),
    // An error whose last field has no end.
    message('E', Buffer.from('SERROR\0Mno')),
    Buffer.concat([begun, message('D', Buffer.alloc(4), 0), message('D', Buffer.alloc(64), 1)]),
  ],
  again: askPassword,
};
