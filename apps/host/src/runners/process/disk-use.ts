import type { Stats } from 'node:fs';
import { lstat, opendir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files, directories and descriptors; whoever has more hides something, or wants to keep the host busy. */
const mostEntries = 30_000;
/** What an entry without contents takes. */
const leastBytes = 4_096;
const blockBytes = 512;

export interface Place {
  directory: string;
  /** Of the process that writes there, with all that descends from it. */
  pid: number | undefined;
  /** Names of files that count only for what they are larger than this. */
  given: ReadonlyMap<string, number>;
}

/**
 * Bytes on the disk of everything below a directory, and of files of its disk that have no name any more and are still
 * open in one of the processes. Infinity where there is more than can be looked at, or something that may not be.
 */
export async function diskUse({ directory, pid, given }: Place): Promise<number> {
  const sum = new Sum();
  const { dev } = await lstat(directory);
  try {
    await addDirectory(directory, sum, given);
    if (pid !== undefined) await addNameless(pid, dev, sum);
  } catch (error) {
    if (error instanceof TooMuch) return Infinity;
    throw error;
  }
  return sum.bytes;
}

class TooMuch extends Error {}

/** A file counts once, however many names and descriptors it has. */
class Sum {
  bytes = 0;
  #entries = 0;
  readonly #seen = new Set<number>();

  /** @throws TooMuch */
  count(): void {
    this.#entries += 1;
    if (this.#entries > mostEntries) throw new TooMuch();
  }

  add({ ino, blocks }: Stats, free = 0): void {
    if (this.#seen.has(ino)) return;
    this.#seen.add(ino);
    this.bytes += Math.max(blocks * blockBytes, leastBytes) - Math.min(free, blocks * blockBytes);
  }
}

async function addDirectory(path: string, sum: Sum, given: Place['given']): Promise<void> {
  for (const name of await namesIn(path, sum)) {
    const at = join(path, name);
    // Never followed: a link there may lead anywhere.
    const facts = await lstat(at).catch(unlessClosed);
    if (facts === undefined) continue;
    sum.add(facts, given.get(name));
    if (facts.isDirectory()) await addDirectory(at, sum, given);
  }
}

async function namesIn(path: string, sum: Sum): Promise<string[]> {
  const names: string[] = [];
  const entries = await opendir(path).catch(unlessClosed);
  for await (const { name } of entries ?? []) {
    sum.count();
    names.push(name);
  }
  return names;
}

/** Gone meanwhile is nothing; what its owner has closed, to us as well, hides something. */
function unlessClosed(error: unknown): undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') throw new TooMuch();
  return undefined;
}

async function addNameless(root: number, device: number, sum: Sum): Promise<void> {
  const pids = [root];
  for (const pid of pids) {
    pids.push(...(await childrenOf(pid)));
    for (const descriptor of await readdir(`/proc/${pid}/fd`).catch(none)) {
      sum.count();
      const facts = await stat(`/proc/${pid}/fd/${descriptor}`).catch(nothing);
      if (facts?.isFile() === true && facts.nlink === 0 && facts.dev === device) sum.add(facts);
    }
  }
}

/** Each thread has children of its own. */
async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(none);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists
    .join(' ')
    .split(' ')
    .map(Number)
    .filter((child) => child > 0);
}

function none(): string[] {
  return [];
}

function nothing(): undefined {
  return undefined;
}
