import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../files.mjs';
import { compressBelow } from './compress.mjs';

const web = join('apps', 'web');
const dist = join(web, 'dist');
const page = join(dist, 'index.html');

/** Builds the web application when one of its sources, or a package that it bundles, changed. */
export function buildWeb(run) {
  if (!existsSync(join(web, 'index.html')) || isFresh()) return true;
  if (!run('vite/bin/vite.js', ['build', '--logLevel', 'warn', web])) return false;
  compressBelow(dist);
  return true;
}

function isFresh() {
  if (!existsSync(page)) return false;
  const built = statSync(page).mtimeMs;
  const inputs = [web, join('packages', 'contracts', 'src'), join('packages', 'fields', 'src')].flatMap(
    filesBelow,
  );
  return inputs.every((path) => statSync(path).mtimeMs < built);
}
