import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow } from '../files.mjs';

const protocol = join('packages', 'protocol');
const generated = join(protocol, 'src', 'generated', 'schemas.ts');
/** When they were compared last. */
const stamp = join('dist', 'schemas');

/**
 * The checks of messages are generated from compiled schemas. After a change of those they are one build behind, and every
 * plugin would count as not available, because what it says of itself is refused. Returns whether they were written anew.
 */
export function writeSchemas() {
  if (isFresh()) return false;
  const before = readFileSync(generated, 'utf8');
  const script = join(protocol, 'bin', 'write-schemas.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The schemas of messages could not be written: ${stderr}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
  return readFileSync(generated, 'utf8') !== before;
}

function isFresh() {
  if (!existsSync(join(protocol, 'bin'))) return true;
  if (!existsSync(stamp)) return false;
  const compared = statSync(stamp).mtimeMs;
  const sources = [protocol, join('packages', 'contracts')].flatMap((folder) =>
    filesBelow(join(folder, 'dist')),
  );
  return sources.every((path) => !path.endsWith('.js') || statSync(path).mtimeMs <= compared);
}
