import { chmodSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes a directory with all that somebody else left in it, and never throws: a plugin that closes a directory
 * there, or goes on writing, would else end the host, which removes it when the runner is gone.
 */
export function removeAll(directory: string): void {
  if (isRemoved(directory)) return;
  try {
    open(directory);
  } catch {
    // Whoever may not open it may not remove it either.
  }
  isRemoved(directory);
}

function isRemoved(directory: string): boolean {
  try {
    rmSync(directory, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

/** To its owner. The runner is gone, so nobody swaps a directory for a link meanwhile. */
function open(directory: string): void {
  chmodSync(directory, 0o700);
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (lstatSync(path).isDirectory()) open(path);
  }
}
