import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cleanUp } from './clean-up.js';

/** Starts a host. */
export const hostMain = fileURLToPath(new URL('../main.js', import.meta.url));
const packer = fileURLToPath(new URL('../../../../tools/pack.mjs', import.meta.url));
/** Beside the code, so that what is not packed is found from there. */
const folder = fileURLToPath(new URL(`../packed-${process.pid}/`, import.meta.url));

/**
 * Packs each of these compiled files as what `npm start` starts is packed, and gives those to start. What was built last
 * may be older than what a developer compiled.
 */
export async function pack(...files: readonly string[]): Promise<string[]> {
  cleanUp(() => rm(folder, { recursive: true, force: true }));
  await promisify(execFile)(process.execPath, [packer, folder, ...files]);
  return files.map((file) => join(folder, basename(file)));
}
