import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The root of the repository, seen from the compiled file. */
export const repository = join(import.meta.dirname, '..', '..', '..');

/** Writes `files` to a new folder and deletes it after `use`. */
export async function withFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (root: string) => T | Promise<T>,
) {
  const root = mkdtempSync(join(tmpdir(), 'patchbay-tools-'));
  try {
    for (const [path, text] of Object.entries(files)) write(join(root, path), text);
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
