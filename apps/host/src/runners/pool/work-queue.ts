import type { PatchbayError } from '@patchbay/errors';
import type { Runner } from './runner.js';

/** Something for a runner to do, for one project. */
export interface Work {
  readonly projectId: string;
  /** Of a run; by it the work can be withdrawn while it waits. */
  readonly runId?: string;
  withdrawn?(): void;
  /** May throw, then `fail` is called. */
  start(runner: Runner): void;
  fail(problem: unknown): void;
}

/** Work that no runner has taken yet, the oldest first. */
export class WorkQueue {
  readonly #waiting = new Set<Work>();

  get size(): number {
    return this.#waiting.size;
  }

  add(work: Work): void {
    this.#waiting.add(work);
  }

  /** Starts what a runner is found for. */
  dispatch(find: (projectId: string) => Runner | undefined): void {
    for (const work of this.#waiting) {
      const runner = find(work.projectId);
      if (!runner) continue;
      this.#waiting.delete(work);
      try {
        work.start(runner);
      } catch (error) {
        work.fail(error);
      }
    }
  }

  /** The projects that wait, the longest waiting first. */
  projects(): Set<string> {
    return new Set([...this.#waiting].map(({ projectId }) => projectId));
  }

  withdraw(runId: string): void {
    const work = [...this.#waiting].find((each) => each.runId === runId);
    if (!work) return;
    this.#waiting.delete(work);
    work.withdrawn?.();
  }

  failAll(problem: PatchbayError): void {
    const failed = [...this.#waiting];
    this.#waiting.clear();
    for (const work of failed) work.fail(problem);
  }
}
