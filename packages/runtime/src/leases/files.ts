import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { PatchbayError } from '@patchbay/errors';
import type { FileAccess } from '@patchbay/plugin-sdk';

/** Files under these directories, and no others. A relative path is taken from the first one. */
export function createFileAccess(allowedDirectories: readonly string[]): FileAccess {
  return {
    async resolve(path) {
      const [base] = allowedDirectories;
      if (base === undefined || path === '' || path.includes('\0')) throw notAllowed(path);
      const wanted = isAbsolute(path) ? resolve(path) : resolve(base, path);
      // Compared by real path: a link inside an allowed directory must not lead out of it.
      const real = (await existing(wanted)) ?? (await newFile(wanted));
      const roots = await Promise.all(allowedDirectories.map(existing));
      if (real !== undefined && roots.some((root) => root !== undefined && real.startsWith(root + sep)))
        return real;
      throw notAllowed(path);
    },
  };
}

async function existing(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

/** Where a file that does not exist yet would come to lie, if its directory exists. */
async function newFile(path: string): Promise<string | undefined> {
  const directory = await existing(dirname(path));
  // A link to nowhere has no real path, yet writing to it would create the file it points to.
  const isDanglingLink = await lstat(path).then(
    () => true,
    () => false,
  );
  return directory === undefined || isDanglingLink ? undefined : join(directory, basename(path));
}

function notAllowed(path: string): PatchbayError {
  return new PatchbayError(
    'file-not-allowed',
    `${JSON.stringify(path.slice(0, 200))} is not a file in an allowed directory. Put it there, or let an administrator allow its directory.`,
  );
}
