import { statfs } from 'node:fs/promises';
import { PatchbayError } from '@patchbay/errors';
import { type Place, diskUse } from '../process/disk-use.js';

const everyMs = 500;
/** Whoever fills the disk slowly is looked for at least each so many times. */
const rounds = 20;
/** So much less on the disk than when it was looked at last is a reason to look. */
const notableBytes = 32 * 1024 * 1024;

/**
 * Looks how much of the disk a runner fills. What the runtime counts is no limit for a plugin, which can write there by
 * itself, and the system's limit is one for each file alone. As a look costs something for each file and descriptor,
 * most of the time only the room on the disk is asked for.
 */
export class DiskWatch {
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #round = 0;
  #free = Infinity;

  /** @param allowed bytes, as of now, beside what the host put there */
  constructor(
    private readonly place: Place,
    private readonly allowed: () => number,
    private readonly onOverfull: (problem: PatchbayError) => void,
  ) {}

  start(): void {
    this.#timer = setInterval(() => {
      if (!this.#isLooking) void this.#look();
    }, everyMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    try {
      if (!(await this.#isTime())) return;
      const used = await diskUse(this.place);
      const allowed = this.allowed();
      if (used <= allowed || this.#timer === undefined) return;
      this.stop();
      this.onOverfull(overfull(used, allowed));
    } catch {
      // The directory is gone with its runner.
    } finally {
      this.#isLooking = false;
    }
  }

  async #isTime(): Promise<boolean> {
    const { bavail, bsize } = await statfs(this.place.directory);
    const free = bavail * bsize;
    this.#round = (this.#round + 1) % rounds;
    if (this.#round !== 1 && this.#free - free < notableBytes) return false;
    this.#free = free;
    return true;
  }
}

function overfull(used: number, allowed: number): PatchbayError {
  const [has, may] = [used, allowed].map((bytes) => Math.floor(bytes / 1024 / 1024));
  const how = Number.isFinite(used) ? `${has} MB` : 'more files than can be looked at';
  return new PatchbayError(
    'runner-overfull',
    `A step filled the disk by itself: the runner has ${how} there, and its runs may have ${may} MB.`,
  );
}
