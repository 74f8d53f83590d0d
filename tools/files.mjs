import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.git', '.patchbay']);

/** Every file below `directory`, as paths that begin with it; a missing directory has none. */
export function filesBelow(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** The folders of all workspaces, as package.json names them; relative to the repository's root. */
export function workspaces() {
  return readJson('package.json').workspaces.flatMap((pattern) => {
    const names = pattern.endsWith('/*') ? readdirSync(dirname(pattern)) : undefined;
    const folders = names?.map((name) => join(dirname(pattern), name)) ?? [pattern];
    return folders.filter((folder) => existsSync(join(folder, 'package.json')));
  });
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
