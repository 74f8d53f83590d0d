import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** What a client sent: the first packet is its login. */
export interface Received {
  sequence: number;
  payload: Buffer;
  /** 0 for the login, then counted up. */
  index: number;
}

export interface RogueServer {
  port: number;
  /** Everything that clients sent, headers included. */
  bytes(): Buffer;
  packets: Received[];
  /** Resolves when the client is gone. */
  gone(): Promise<unknown>;
  close(): void;
}

/** A server that speaks as much of MySQL's protocol as it takes to greet, and then answers what `answer` says. */
export async function rogueServer(
  answer: (received: Received) => Buffer[],
  plugin = 'mysql_native_password',
): Promise<RogueServer> {
  const chunks: Buffer[] = [];
  const packets: Received[] = [];
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write(packet(0, greeting(plugin)));
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readUIntLE(0, 3)) {
        const end = 4 + rest.readUIntLE(0, 3);
        const received = {
          sequence: rest.readUInt8(3),
          payload: rest.subarray(4, end),
          index: packets.length,
        };
        rest = rest.subarray(end);
        packets.push(received);
        answer(received).forEach((payload, offset) =>
          socket.write(packet(received.sequence + 1 + offset, payload)),
        );
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    bytes: () => Buffer.concat(chunks),
    packets,
    gone: () =>
      Promise.all(sockets.filter(({ destroyed }) => !destroyed).map((socket) => once(socket, 'close'))),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export const commands = { query: 0x03, prepare: 0x16, execute: 0x17 };

export const ok = Buffer.from([0, 0, 0, 2, 0, 0, 0]);

/** The answer to a prepare: a statement without placeholders and columns. */
export const prepared = Buffer.from([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** "Send me this file", as LOAD DATA LOCAL INFILE has it. */
export function askForFile(path: string): Buffer {
  return Buffer.concat([Buffer.from([0xfb]), Buffer.from(path)]);
}

/** "Log in again, by this method." */
export function switchTo(plugin: string): Buffer {
  return Buffer.concat([Buffer.from([0xfe]), Buffer.from(`${plugin}\0`), salt, Buffer.from([0])]);
}

export function errorPacket(message: string): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0x28, 0x04]), Buffer.from(`#42000${message}`)]);
}

const salt = Buffer.from('abcdefghijklmnopqrst');

/** The flags of what this server claims to know, LOCAL_FILES and MULTI_STATEMENTS among them. */
const capabilities = 0x00_3f_f7_df & ~0x20;

function greeting(plugin: string): Buffer {
  const fixed = Buffer.alloc(16);
  fixed.writeUInt16LE(capabilities & 0xffff, 0);
  fixed.writeUInt8(33, 2);
  fixed.writeUInt16LE(2, 3);
  fixed.writeUInt16LE(capabilities >>> 16, 5);
  fixed.writeUInt8(21, 7);
  return Buffer.concat([
    Buffer.from('\x0a8.0.36\0'),
    Buffer.from([7, 0, 0, 0]),
    salt.subarray(0, 8),
    Buffer.from([0]),
    fixed.subarray(0, 8),
    Buffer.alloc(10),
    salt.subarray(8),
    Buffer.from(`\0${plugin}\0`),
  ]);
}

function packet(sequence: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUIntLE(payload.length, 0, 3);
  header.writeUInt8(sequence & 0xff, 3);
  return Buffer.concat([header, payload]);
}
