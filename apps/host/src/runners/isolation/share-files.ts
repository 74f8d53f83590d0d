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

/**
 * Opens a directory of connector files to the group of the runners, with what lies in it: what an operator puts
 * there belongs to root. Only for rungs at which runners have users of their own.
 */
export function shareFiles(directory: string): void {
  if (!isRoot()) return;
  let left = mostEntries;
  const open = [directory];
  for (let path = open.pop(); path !== undefined && left > 0; path = open.pop()) {
    left -= 1;
    if (share(path)) open.push(...readdirSync(path).map((name) => join(path, name)));
  }
}

/** True for a directory. */
function share(path: string): boolean {
  const file = openWithoutFollowing(path);
  if (file === undefined) return false;
  try {
    const facts = fstatSync(file);
    // A second name may be a link that a runner made to a file of the host.
    if (facts.isDirectory() || (facts.isFile() && facts.nlink === 1)) admit(file, facts);
    return facts.isDirectory();
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
