import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { PatchbayError } from '@patchbay/errors';
import type { RunFiles } from '../files/run-files.js';
import type { FrozenRun } from './frozen.js';

const mimeType = 'application/gzip';
/** Unpacked. More would not fit into the memory of a runner beside its other runs. */
const mostBytes = 256 * 1024 * 1024;

/** Writes the state as a file of the run and answers with its id. Rejects with `items-exceed-memory` or `payload-too-large`. */
export async function writeState(files: RunFiles, frozen: FrozenRun): Promise<string> {
  const json = Buffer.from(JSON.stringify(frozen));
  if (json.length > mostBytes) throw tooMuch();
  return (await files.write(await promisify(gzip)(json), { mimeType })).id;
}

/** Reads it once: what the host keeps is the one that counts. */
export async function readState(files: RunFiles, id: string): Promise<FrozenRun> {
  const packed = await files.takeAway(id);
  const json = await promisify(gunzip)(packed, { maxOutputLength: mostBytes });
  return JSON.parse(json.toString('utf8')) as FrozenRun;
}

function tooMuch(): PatchbayError {
  return new PatchbayError(
    'items-exceed-memory',
    `The run keeps more than ${mostBytes / 1_048_576} MB of items, so it cannot be set aside. Read less before it waits, ` +
      'or write it to a store and read it again afterwards.',
  );
}
