import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What tools/pack.mjs makes has no sources of its own. */
const packed = /^packed[^/]*\//;
const output = /\.(?:d\.ts|js)(?:\.map)?$/;

/** Deletes what an earlier build of `workspace` left in dist/ for sources that are gone; tsc never does. */
export function pruneOutputs(workspace) {
  const dist = join(workspace, 'dist');
  if (!existsSync(join(dist, '.tsbuildinfo'))) return; // not the compiler's folder, or nothing built yet
  for (const name of readdirSync(dist, { recursive: true })) {
    if (output.test(name) && !packed.test(name) && !hasSource(workspace, name)) rmSync(join(dist, name));
  }
}

function hasSource(workspace, name) {
  const source = join(workspace, 'src', name.replace(output, ''));
  return ['.ts', '.tsx', '.mts', '.js'].some((extension) => existsSync(source + extension));
}
