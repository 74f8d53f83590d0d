import { readFileSync } from 'node:fs';

/** What processes hold, summed: resident, where shared pages count for each, and proportional, where they count once. */
export function memoryOf(pids: readonly number[]): { rssMb: number; pssMb: number } {
  const sum = (name: string) => pids.reduce((total, pid) => total + kilobytes(pid, name), 0) / 1024;
  return { rssMb: sum('Rss'), pssMb: sum('Pss') };
}

function kilobytes(pid: number, name: string): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
  return Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}
