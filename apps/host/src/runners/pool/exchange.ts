import { randomUUID } from 'node:crypto';
import {
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RunFile } from '@patchbay/protocol';
import { runnerGroup, runnerUser } from '../isolation/command.js';
import { isRoot } from '../isolation/privileges.js';
import type { Rung } from '../isolation/rungs.js';

/** A file of a run that a runner left, open. */
export interface OpenRunFile extends RunFile {
  descriptor: number;
}

/** A file that a run begins with, or goes on with: its bytes, or where they are to be copied from. */
export interface Upload extends Omit<RunFile, 'size'> {
  content: Uint8Array | { path: string };
}

/**
 * The directory in which one runner keeps the files of its runs. It belongs to that runner alone, which works for one
 * project in its life; its name is known to the host and to it.
 */
export class Exchange {
  readonly directory: string;

  constructor(root: string, rung: Rung, slot: number) {
    this.directory = join(root, randomUUID());
    mkdirSync(this.directory, { mode: 0o700 });
    if (isRoot() && (rung === 'namespaces+user' || rung === 'user'))
      chownSync(this.directory, runnerUser(slot), runnerGroup);
  }

  put({ content, ...file }: Upload): RunFile {
    const path = join(this.directory, file.id);
    if (content instanceof Uint8Array) writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
    else copyFileSync(content.path, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    const { uid, gid } = statSync(this.directory);
    if (isRoot()) chownSync(path, uid, gid);
    return { ...file, size: statSync(path).size };
  }

  /**
   * Opens the files, which are taken out of the directory; what is none any more is left out. Done within one turn:
   * afterwards the runner may go.
   */
  take(files: readonly RunFile[]): OpenRunFile[] {
    return files.flatMap((file) => {
      const opened = this.open(file);
      rmSync(join(this.directory, file.id), { force: true });
      return opened ?? [];
    });
  }

  /** Opens a file that stays where it is; undefined when it is none any more. */
  open(file: RunFile): OpenRunFile | undefined {
    const descriptor = openRegular(join(this.directory, file.id));
    return descriptor === undefined ? undefined : { ...file, descriptor };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A link in place of the file would have the host read any file of the machine; a pipe would never end. */
function openRegular(path: string): number | undefined {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (fstatSync(descriptor).isFile()) return descriptor;
    closeSync(descriptor);
  } catch {
    // Gone, or a link.
  }
  return undefined;
}
