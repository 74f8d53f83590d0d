import { randomUUID } from 'node:crypto';
import {
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { PatchbayError } from '@patchbay/errors';
import type { RunFile } from '@patchbay/protocol';
import { runnerGroup, runnerUser } from '../isolation/command.js';
import { isRoot } from '../isolation/privileges.js';
import type { Rung } from '../isolation/rungs.js';
import { removeAll } from '../process/remove-all.js';
import { DiskWatch } from './disk-watch.js';

/** A file of a run that a runner left, open; `size` is what it had then, whatever the runner said. */
export interface OpenRunFile extends RunFile {
  descriptor: number;
}

export interface ExchangeOptions {
  /** In which each runner gets a directory. */
  directory: string;
  /** Bytes of one file, and of all files of a run. */
  fileBytes: number;
  runBytes: number;
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
  readonly #owner: { uid: number; gid: number } | undefined;
  /** Bytes of what the host put there, by name; it counts for no limit of the run. */
  readonly #given = new Map<string, number>();
  #watch: DiskWatch | undefined;

  constructor(
    private readonly options: ExchangeOptions,
    rung: Rung,
    slot: number,
  ) {
    this.directory = join(options.directory, randomUUID());
    mkdirSync(this.directory, { mode: 0o700 });
    if (!isRoot() || (rung !== 'namespaces+user' && rung !== 'user')) return;
    this.#owner = { uid: runnerUser(slot), gid: runnerGroup };
    chownSync(this.directory, this.#owner.uid, this.#owner.gid);
  }

  put({ content, ...file }: Upload): RunFile {
    // Made outside of the runner's reach: what has a path there may be a link to a file of the host a moment later.
    const making = join(this.options.directory, randomUUID());
    try {
      if (content instanceof Uint8Array) writeFileSync(making, content, { mode: 0o600, flag: 'wx' });
      else copyFileSync(content.path, making, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      if (this.#owner) chownSync(making, this.#owner.uid, this.#owner.gid);
      const { size } = statSync(making);
      linkSync(making, join(this.directory, file.id));
      this.#given.set(file.id, size);
      return { ...file, size };
    } finally {
      rmSync(making, { force: true });
    }
  }

  /**
   * Opens the files, which are taken out of the directory; what is none any more is left out, and what is more than a
   * run may keep: that the runtime counts is no limit for a plugin, which can make a file of any size there. Done
   * within one turn: afterwards the runner may go.
   */
  take(files: readonly RunFile[]): OpenRunFile[] {
    let left = this.options.runBytes;
    return files.flatMap((file) => {
      const opened = this.open(file);
      rmSync(join(this.directory, file.id), { force: true });
      if (!opened || this.#given.delete(file.id)) return opened ?? [];
      left -= opened.size;
      if (left >= 0) return opened;
      closeSync(opened.descriptor);
      return [];
    });
  }

  /** Opens a file that stays where it is; undefined when it is none any more, or larger than one may be. */
  open(file: RunFile): OpenRunFile | undefined {
    const opened = openRegular(join(this.directory, file.id), this.options.fileBytes);
    return opened && { ...file, ...opened };
  }

  /** The run is over, and what it was given is not to be there any more. */
  forget(runId: string): void {
    for (const id of this.#given.keys()) if (id.startsWith(`${runId}.`)) this.#given.delete(id);
  }

  /** Tells, once, when the runner has filled more of the disk than its runs may. */
  watch(
    pid: number | undefined,
    runs: { readonly size: number },
    onOverfull: (problem: PatchbayError) => void,
  ): void {
    const { directory, options } = this;
    const place = { directory, pid, given: this.#given };
    this.#watch = new DiskWatch(place, () => (runs.size + 1) * options.runBytes, onOverfull);
    this.#watch.start();
  }

  remove(): void {
    this.#watch?.stop();
    removeAll(this.directory);
  }
}

/** A link in place of the file would have the host read any file of the machine; a pipe would never end. */
function openRegular(path: string, mostBytes: number): { descriptor: number; size: number } | undefined {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const facts = fstatSync(descriptor);
    if (facts.isFile() && facts.size <= mostBytes) return { descriptor, size: facts.size };
    closeSync(descriptor);
  } catch {
    // Gone, or a link.
  }
  return undefined;
}
