import { messages, type Voice } from './voice.js';

/** What this server claims to know, TLS, LOCAL_FILES and MULTI_STATEMENTS among them. */
const abilities = 0x00_3f_ff_ff & ~0x20;
const salt = Buffer.from('abcdefghijklmnopqrst');

function greetingWith(flags: number): Buffer {
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16LE(flags & 0xffff, 0);
  fixed.writeUInt8(33, 2);
  fixed.writeUInt16LE(2, 3);
  fixed.writeUInt16LE(flags >>> 16, 5);
  fixed.writeUInt8(21, 7);
  return packet(
    0,
    Buffer.concat([
      Buffer.from('\x0a8.0.36\0'),
      Buffer.from([7, 0, 0, 0]),
      salt.subarray(0, 8),
      Buffer.alloc(1),
      fixed,
      Buffer.alloc(10),
      salt.subarray(8),
      Buffer.from('\0mysql_native_password\0'),
    ]),
  );
}

/** `announced` is the length that its header claims. */
function packet(sequence: number, payload: Buffer, announced = payload.length): Buffer {
  const header = Buffer.alloc(4);
  header.writeUIntLE(announced, 0, 3);
  header.writeUInt8(sequence & 0xff, 3);
  return Buffer.concat([header, payload]);
}

const ok = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const prepared = Buffer.from([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const end = Buffer.from([0xfe, 0, 0, 2, 0]);
const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
const column = Buffer.concat([
  text('def'),
  text(''),
  text(''),
  text(''),
  text('version'),
  text(''),
  Buffer.from([0x0c, 33, 0, 0, 1, 0, 0, 0xfd, 0, 0, 0, 0, 0]),
]);
/** A result with one column of text, without its rows. */
const begun = Buffer.concat([packet(1, Buffer.from([1])), packet(2, column), packet(3, end)]);
/** Row after row, numbered from the fourth packet on; the number starts again after 256. */
const rows = Buffer.concat(
  Array.from({ length: 256 }, (_, index) =>
    packet(4 + index, Buffer.concat([Buffer.from([0, 0, 0xfc, 0x00, 0x04]), Buffer.alloc(1_024, 'x')])),
  ),
);
/** One value that goes on from packet to packet: a full one always has a successor. */
const fullPacket = packet(4, Buffer.alloc(65_536, 'x'), 0xff_ff_ff);

export const mysql: Voice = {
  greeting: greetingWith(abilities & ~0x800),
  converse(socket, answer) {
    socket.write(mysql.greeting);
    let answered = false;
    let count = 0;
    messages(
      socket,
      (bytes) => (bytes.length < 4 ? undefined : 4 + bytes.readUIntLE(0, 3)),
      (received) => {
        const reply = (payload: Buffer): void => void socket.write(packet((received[3] ?? 0) + 1, payload));
        const command = received[4];
        count += 1;
        if (count === 1 || command === 0x03) reply(ok);
        else if (command === 0x16) reply(prepared);
        else if (!answered) {
          answered = true;
          answer();
        }
      },
    );
  },
  untilTls(socket) {
    socket.write(greetingWith(abilities));
    return new Promise((resolve) =>
      socket.once('data', (chunk: Buffer) => {
        // The handshake may come in the same bytes as the wish for it.
        socket.pause().unshift(chunk.subarray(4 + chunk.readUIntLE(0, 3)));
        resolve();
      }),
    );
  },
  endless: { start: begun, chunk: rows },
  partial: Buffer.concat([begun, rows.subarray(0, 500)]),
  longHead: { start: fullPacket.subarray(0, 4), chunk: Buffer.alloc(65_536, 'x') },
  refusal: (words) => {
    const payload = Buffer.concat([Buffer.from([0xff, 0x28, 0x04]), Buffer.from(`#42000${words}`)]);
    return packet(1, payload.subarray(0, 0xff_ff_fe));
  },
  wrongLengths: [
    Buffer.concat([begun, fullPacket]),
    Buffer.concat([begun, packet(4, Buffer.from([0, 0, 0xfe, 0xff, 0xff, 0xff, 0x3f, 0, 0, 0, 0, 1]))]),
    packet(1, Buffer.from([0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])),
  ],
  again: packet(
    2,
    Buffer.concat([Buffer.from([0xfe]), Buffer.from('mysql_native_password\0'), salt, Buffer.alloc(1)]),
  ),
};
