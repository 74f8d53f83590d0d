import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packInto } from '../pack/pack-into.mjs';

const compiled = join('apps', 'host', 'dist');
const packed = join(compiled, 'packed-specs');
const startsHost = /\/(?:spec\/host(?:-process)?|testing\/[\w-]+)\.js'/;

/** The spec files to run: packed ones in place of those that start a host or runners, where most of two thousand modules are read. */
export async function packSpecs(specs) {
  const names = new Map(specs.filter(isPacked).map((path) => [path, nameOf(path)]));
  if (names.size === 0) return specs;
  await packInto(packed, Object.fromEntries([...names].map(([path, name]) => [name, path])), true);
  return specs.map((path) => (names.has(path) ? join(packed, `${names.get(path)}.js`) : path));
}

function isPacked(path) {
  return path.startsWith(compiled) && startsHost.test(readFileSync(path, 'utf8'));
}

/** Packed files lie side by side: runs/killed.spec.js becomes runs-killed.spec.js. */
function nameOf(path) {
  return path.slice(compiled.length + 1, -'.js'.length).replaceAll('/', '-');
}
