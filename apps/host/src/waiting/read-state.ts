import { close, read as readInto } from 'node:fs';
import { promisify } from 'node:util';
import { PatchbayError } from '@patchbay/errors';
import type { OpenRunFile } from '../runners/runner-pool.js';

const read = promisify(readInto);
const shut = promisify(close);

/**
 * What a runner left of a run, and closes it. It may be as large as a file of a run, so everybody else goes on
 * meanwhile; and not one byte more is read than it had when it was taken, however much a hostile runner still adds.
 * @throws PatchbayError `payload-too-large`
 */
export async function readState({ descriptor, size }: OpenRunFile, mostBytes: number): Promise<Buffer> {
  try {
    if (size > mostBytes)
      throw new PatchbayError('payload-too-large', 'The state of the run is larger than a file may be.');
    const state = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await read(descriptor, state, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return state.subarray(0, length);
  } finally {
    await shut(descriptor);
  }
}
