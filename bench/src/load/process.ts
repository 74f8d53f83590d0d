import { client } from './client.js';
import type { Load, LoadResult } from './load.js';

/** The load, in a process of its own over bare sockets: `node:http` as a client needs as much as what is measured. */
const { url, body, expect, atOnce, milliseconds } = JSON.parse(process.argv[2] ?? '') as Load;
const { host, port, pathname } = new URL(url);
const request = Buffer.from(
  `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);

// What comes first is not measured: compilers warm up and pools fill.
const warmUp = await burst(milliseconds / 4);
const measured = await burst(milliseconds);
const result: LoadResult = { ...measured, answers: warmUp.times.length + measured.times.length };
process.stdout.write(JSON.stringify(result));

async function burst(lasting: number): Promise<Omit<LoadResult, 'answers'>> {
  const times: number[] = [];
  const start = performance.now();
  const onAnswer = (took: number) => {
    times.push(took);
    return performance.now() - start < lasting;
  };
  const options = { port: Number(port), request, expect: Buffer.from(expect), onAnswer };
  await Promise.all(Array.from({ length: atOnce }, () => client(options)));
  return { elapsedMs: performance.now() - start, times };
}
