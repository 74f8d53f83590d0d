import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './discover.js';

/**
 * SHA-256 over a plugin's files and over the packages that shape what it says of itself: with any other code it
 * must be asked again. `ask` is the version of the question.
 */
export function pluginDigest(folder: string): string {
  const hash = createHash('sha256').update(ask);
  for (const part of [folder, ...shapers.map((name) => packageFolder(name, folder))]) {
    if (part !== undefined) hash.update(folderDigest(part, part === folder));
  }
  return hash.digest('hex');
}

const ask = 'describe 2';
const shapers = ['@patchbay/plugin-sdk', '@patchbay/fields'];
const cache = new Map<string, string>();

/** Shared packages are hashed once a start. */
function folderDigest(folder: string, isPlugin: boolean): string {
  const digest = cache.get(folder) ?? hashFiles(folder);
  if (!isPlugin) cache.set(folder, digest);
  return digest;
}

function hashFiles(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesIn(folder)) {
    const bytes = readFileSync(join(folder, path));
    hash.update(`${path.length} ${path} ${bytes.length} `).update(bytes);
  }
  return hash.digest('hex');
}

function filesIn(folder: string, below = ''): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true }).filter(({ name }) =>
    counts(name),
  );
  return entries
    .flatMap((entry) => {
      const path = join(below, entry.name);
      return entry.isDirectory() ? filesIn(folder, path) : entry.isFile() ? [path] : [];
    })
    .sort();
}

/** Sources and specs are not what runs, but a plugin may ship its code as `src`; only what is never code is left out. */
function counts(name: string): boolean {
  return name !== 'node_modules' && !name.startsWith('.') && !/\.(map|d\.ts|spec\.js|spec\.ts)$/.test(name);
}
