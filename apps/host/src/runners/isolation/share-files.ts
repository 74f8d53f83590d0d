import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  readdirSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { runnerGroup } from './command.js';
import { isRoot } from './privileges.js';

/** A data directory with more entries is left as it is after that many. */
const mostEntries = 10_000;

/** Each level keeps a descriptor open. */
const deepest = 100;

/**
 * Opens a directory of connector files to the group of the runners, with what lies in it: what an operator puts
 * there belongs to root. Only for rungs at which runners have users of their own.
 */
export function shareFiles(directory: string): void {
  if (isRoot()) share(directory, { entries: mostEntries }, deepest);
}

function share(path: string, left: { entries: number }, levels: number): void {
  left.entries -= 1;
  const file = left.entries < 0 ? undefined : openWithoutFollowing(path);
  if (file === undefined) return;
  try {
    const facts = fstatSync(file);
    // A second name may be a link that a runner made to a file of the host.
    if (facts.isDirectory() || (facts.isFile() && facts.nlink === 1)) admit(file, facts);
    if (!facts.isDirectory() || levels === 0) return;
    // By the descriptor: a runner that puts a link in place of a directory between two steps would lead root elsewhere.
    const here = `/proc/self/fd/${file}`;
    for (const name of readdirSync(here)) share(join(here, name), left, levels - 1);
  } finally {
    closeSync(file);
  }
}

/** A symlink that a runner left there would have root open any file of the machine to it. */
function openWithoutFollowing(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

function admit(file: number, facts: Stats): void {
  const mode = facts.mode & 0o7777;
  // With the set-group bit, what either side makes in a directory belongs to the group too.
  const wanted = mode | (facts.isDirectory() ? 0o2770 : 0o660);
  if (facts.gid !== runnerGroup) fchownSync(file, facts.uid, runnerGroup);
  if (mode !== wanted || facts.gid !== runnerGroup) fchmodSync(file, wanted);
}
