import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../files.mjs';
import { compressBelow } from './compress.mjs';
import { Stamp } from './stamp.mjs';

const web = join('apps', 'web');
const dist = join(web, 'dist');
const page = join(dist, 'index.html');
/** The page is there long before all files have their compressed copies. */
const stamp = new Stamp(join('dist', 'built-web'));

/** Builds the web application when one of its sources, or a package that it bundles, changed. */
export function buildWeb(run) {
  if (!existsSync(join(web, 'index.html')) || isFresh()) return true;
  stamp.begin();
  if (!run('vite/bin/vite.js', ['build', '--logLevel', 'warn', web])) return false;
  compressBelow(dist);
  stamp.end();
  return true;
}

function isFresh() {
  const { date } = stamp;
  if (date === undefined || !existsSync(page)) return false;
  const inputs = [web, join('packages', 'contracts', 'src'), join('packages', 'fields', 'src')].flatMap(
    filesBelow,
  );
  return inputs.every((path) => statSync(path).mtimeMs < date);
}
