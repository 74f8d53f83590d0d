import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tool } from '../isolation/tools.js';

const patienceMs = 5_000;

/**
 * Ends what a runner that is gone left behind in sessions of its own, where a user is all that keeps runners apart: the
 * next one gets the same user, and may be another project's, whose memory is open to everything of that user.
 */
export function endLeftovers({ uid, gid }: { uid: number; gid: number }): void {
  if (!leavesAny(uid)) return;
  const asUser = ['--reuid', `${uid}`, '--regid', `${gid}`, '--clear-groups', '--bounding-set=-all', '--'];
  // By that user, so that nobody else is hit, and all at once, so that none gets away by starting another.
  spawnSync(tool('setpriv'), [...asUser, '/bin/sh', '-c', 'kill -KILL -1'], {
    env: {},
    stdio: 'ignore',
    timeout: patienceMs,
  });
}

/** Of this process namespace: in one of its own a runner of another host may have the same number. */
function leavesAny(uid: number): boolean {
  const own = readlinkSync('/proc/self/ns/pid');
  return readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && userOf(pid) === uid && spaceOf(pid) === own);
}

/** As the kernel says in `status`; the directory belongs to root when a process does not want to be looked at. */
function userOf(pid: string): number | undefined {
  const [, uid] = /^Uid:\s+(\d+)/m.exec(read(() => readFileSync(`/proc/${pid}/status`, 'latin1'))) ?? [];
  return uid === undefined ? undefined : Number(uid);
}

function spaceOf(pid: string): string {
  return read(() => readlinkSync(`/proc/${pid}/ns/pid`));
}

/** Nothing of a process that ended meanwhile. */
function read(look: () => string): string {
  try {
    return look();
  } catch {
    return '';
  }
}
