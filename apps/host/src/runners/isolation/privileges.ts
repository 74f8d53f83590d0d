import { readFileSync } from 'node:fs';

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Number of CAP_SYS_ADMIN in the kernel's sets. */
const sysAdmin = 21n;

/** Root within a container may usually mount nothing; a user namespace of its own may still be granted to it. */
export function mayMount(): boolean {
  if (!isRoot()) return false;
  try {
    const [, held = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return ((BigInt(`0x${held}`) >> sysAdmin) & 1n) === 1n;
  } catch {
    return false;
  }
}
