import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { processorMs } from '../processor-time.js';
import type { Measured } from '../report.js';

export interface Load {
  url: string;
  /** Requests in flight at once, each on a connection of its own. */
  atOnce: number;
  milliseconds: number;
  body: string;
  /** What a right answer holds; a wrong one ends the measurement. */
  expect: string;
  /** The process that answers. */
  pid: number;
}

export interface LoadResult {
  elapsedMs: number;
  /** All answers, those of the warm-up too. */
  answers: number;
  /** Milliseconds of each answer. */
  times: number[];
}

const processFile = fileURLToPath(new URL('process.js', import.meta.url));

/** Posts over kept-alive connections for the given time and measures each answer. */
export async function load(name: string, wanted: Load): Promise<Measured> {
  const before = processorMs(wanted.pid);
  const child = spawn(process.execPath, [processFile, JSON.stringify(wanted)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, exit] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (exit[0] !== 0) throw new Error(`The load on ${name} failed`);
  const { elapsedMs, answers, times } = JSON.parse(said) as LoadResult;
  times.sort((a, b) => a - b);
  return {
    name,
    perSecond: (times.length / elapsedMs) * 1000,
    p50Ms: at(times, 0.5),
    p99Ms: at(times, 0.99),
    processorMs: (processorMs(wanted.pid) - before) / answers,
  };
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
