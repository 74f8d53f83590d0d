import { accessSync, closeSync, constants, openSync, readdirSync, readSync, statSync } from 'node:fs';

/** Those of the hidden files and directories that this process can read after all, in spite of its isolation. */
export function reachable(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    try {
      return statSync(path).isDirectory() ? readdirSync(path).length > 0 : hasContents(path);
    } catch {
      return false;
    }
  });
}

/** Whether files in this directory can be read and made. */
export function isOpen(directory: string): boolean {
  try {
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A hidden file reads as empty: the null device lies over it. */
function hasContents(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    return readSync(file, Buffer.alloc(1)) > 0;
  } finally {
    closeSync(file);
  }
}
