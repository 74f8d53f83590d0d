import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

const directories = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** A program of the system, never one that a PATH names. Missing ones fail when they are started. */
export function tool(name: string): string {
  return findTool(name) ?? join('/usr/bin', name);
}

export function findTool(name: string): string | undefined {
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
