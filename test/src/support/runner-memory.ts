import { readFileSync } from 'node:fs';
import { processTree, type RunningHost } from './host-process.js';

/** The most memory that any runner of the host has used so far, in bytes, as the kernel counted it. */
export function runnerPeak({ pid }: RunningHost): number {
  const peaks = processTree(pid)
    .filter((each) => isRunner(each))
    .map(peakOf);
  return Math.max(0, ...peaks);
}

/** The most that the host's own process has used so far, in bytes. */
export function hostPeak({ pid }: RunningHost): number {
  return peakOf(pid);
}

function isRunner(pid: number): boolean {
  return textOf(`/proc/${pid}/cmdline`).includes('apps/runner/');
}

function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`))?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended meanwhile.
    return '';
  }
}
