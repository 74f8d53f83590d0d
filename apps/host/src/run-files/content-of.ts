import { createReadStream, type ReadStream } from 'node:fs';
import type { OpenRunFile } from '../runners/runner-pool.js';

/** What an open file held when it was opened, closed at the end. Not what its runner may append while it is read: that would never end. */
export function contentOf({ descriptor, size }: OpenRunFile): ReadStream {
  return createReadStream('', { fd: descriptor, start: 0, end: Math.max(size - 1, 0) });
}
