import { PatchbayError } from '@patchbay/errors';
import { exitCodes } from '@patchbay/protocol';
import type { Uplink } from '../uplink.js';
import { endWith } from './last-words.js';

const intervalMs = 500;

/** V8 limits its own heap only; buffers and native libraries allocate beside it. */
export function watchMemory(uplink: Uplink, limitMb: number): void {
  const timer = setInterval(() => {
    if (process.memoryUsage.rss() <= limitMb * 1024 * 1024) return;
    clearInterval(timer);
    const detail = `The runner used more than its ${limitMb} MB of memory.`;
    endWith(uplink, new PatchbayError('runner-out-of-memory', detail), exitCodes.outOfMemory);
  }, intervalMs);
  timer.unref();
}
