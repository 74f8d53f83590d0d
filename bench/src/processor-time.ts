import { readFileSync } from 'node:fs';
import { processTree } from '@patchbay/test';

/** Milliseconds of processor time that a process and what descends from it have used so far. */
export function processorMs(root: number): number {
  return processTree(root).reduce((sum, pid) => sum + timeOf(pid), 0);
}

/** Linux counts a hundred ticks a second, whatever the kernel's own clock. */
const tickMs = 10;

function timeOf(pid: number): number {
  try {
    // The name, in parentheses, may hold spaces; what follows does not.
    const [, after = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    // The process ended meanwhile.
    return 0;
  }
}
