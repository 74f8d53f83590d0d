import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { after } from 'node:test';

import type { Lookup } from '../types.js';

/** A real DNS server over UDP that answers every A question with the next of `answers`, the last for ever. */
export async function dnsServer(
  answers: readonly (readonly string[])[],
): Promise<{ lookup: Lookup; questions(): number }> {
  let questions = 0;
  const socket = createSocket('udp4', (query, from) => {
    const addresses = answers[Math.min(questions, answers.length - 1)] ?? [];
    questions += 1;
    socket.send(answer(query, addresses), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  after(() => void socket.close());
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  const lookup: Lookup = async (hostname) =>
    (await resolver.resolve4(hostname)).map((address) => ({ address, family: 4 }));
  return { lookup, questions: () => questions };
}

/** RFC 1035: the question repeated, then one A record (TTL 0) per address, with the name as a pointer. */
function answer(query: Buffer, addresses: readonly string[]): Buffer {
  const question = query.subarray(12, query.indexOf(0, 12) + 5);
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((address) =>
    Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
  );
  return Buffer.concat([header, question, ...records]);
}
