import { isRoot } from './privileges.js';
import type { Rung } from './rungs.js';
import { findTool } from './tools.js';

/** Why a rung cannot work here, as far as that shows without trying it. */
export function hindrance(rung: Rung): string | undefined {
  if (rung === 'process') return undefined;
  if (rung === 'permission') {
    const known = ['--permission', '--experimental-permission'];
    return known.some((flag) => process.allowedNodeEnvironmentFlags.has(flag))
      ? undefined
      : 'This Node has no permission model.';
  }
  if (process.platform !== 'linux') return 'Only Linux has it.';
  if (rung !== 'namespaces' && !isRoot())
    return 'Patchbay does not run as root, so it cannot give runners users of their own.';
  const missing = toolsOf(rung).filter((name) => findTool(name) === undefined);
  return missing.length === 0
    ? undefined
    : `Missing: ${missing.join(', ')} (packages util-linux, mount, coreutils).`;
}

function toolsOf(rung: Rung): string[] {
  return rung === 'user'
    ? ['setpriv', 'prlimit']
    : ['setpriv', 'prlimit', 'unshare', 'mount', 'umount', 'pivot_root', 'chroot'];
}
