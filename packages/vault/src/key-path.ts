import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { PatchbayError } from '@patchbay/errors';

/** Key and data in one directory end in one backup, and whoever finds it can open everything. */
export function refuseInside(path: string, dataDirectory: string): void {
  const fromData = relative(realPath(dataDirectory), realPath(path));
  const outside = fromData === '..' || fromData.startsWith(`..${sep}`) || isAbsolute(fromData);
  if (outside) return;
  throw new PatchbayError(
    'key-unsafe',
    `The key file ${path} lies inside the data directory. Keep it elsewhere.`,
  );
}

/** Resolves symlinks in the part of the path that exists; neither key nor data need exist yet. */
function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPath(parent), basename(absolute));
  }
}
