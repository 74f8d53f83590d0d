import { Agent, request } from 'node:http';
import type { Measured } from './report.js';

export interface Load {
  url: string;
  /** Requests in flight at once. */
  atOnce: number;
  milliseconds: number;
  body: string;
  /** What a right answer holds; a wrong one ends the measurement. */
  expect: string;
}

/** Posts over kept-alive connections for the given time and measures each answer. */
export async function load(name: string, wanted: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: wanted.atOnce });
  await burst(agent, { ...wanted, milliseconds: wanted.milliseconds / 4 });
  const start = performance.now();
  const times = await burst(agent, wanted);
  const elapsed = performance.now() - start;
  agent.destroy();
  times.sort((a, b) => a - b);
  return { name, perSecond: (times.length / elapsed) * 1000, p50Ms: at(times, 0.5), p99Ms: at(times, 0.99) };
}

async function burst(agent: Agent, wanted: Load): Promise<number[]> {
  const end = performance.now() + wanted.milliseconds;
  const times: number[] = [];
  const one = async () => {
    while (performance.now() < end) {
      const start = performance.now();
      const answer = await post(agent, wanted);
      if (!answer.includes(wanted.expect)) throw new Error(`Wrong answer: ${answer.slice(0, 300)}`);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: wanted.atOnce }, one));
  return times;
}

function post(agent: Agent, { url, body }: Load): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { agent, method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve(text)).on('error', reject);
    });
    sent.on('error', reject).end(body);
  });
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
