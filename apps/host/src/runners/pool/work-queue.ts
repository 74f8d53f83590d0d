import type { PatchbayError } from '@patchbay/errors';
import type { Runner } from './runner.js';

/** Something for a runner to do. */
export interface Work {
  /** Those who may share a runner; see companies.ts. */
  readonly company: string;
  /** Of a run; by it the work can be withdrawn while it waits. */
  readonly runId?: string;
  withdrawn?(): void;
  /** May throw, then `fail` is called. */
  start(runner: Runner): void;
  fail(problem: unknown): void;
}

/** Work that no runner has taken yet: a line per company, each in the order of arrival. */
export class WorkQueue {
  readonly #lines = new Map<string, Map<Work, number>>();
  #arrivals = 0;

  add(work: Work): void {
    const line = this.#lines.get(work.company) ?? new Map<Work, number>();
    this.#lines.set(work.company, line);
    line.set(work, (this.#arrivals += 1));
  }

  /** Starts what a runner is found for. Those who have waited longest are served first. */
  dispatch(find: (company: string) => Runner | undefined): void {
    for (const company of this.companies()) {
      for (const work of this.#lines.get(company)?.keys() ?? []) {
        const runner = find(company);
        if (!runner) break;
        this.#remove(work);
        try {
          work.start(runner);
        } catch (error) {
          work.fail(error);
        }
      }
    }
  }

  /** The companies that wait, the longest waiting first. */
  companies(): string[] {
    if (this.#lines.size === 0) return [];
    const oldest = ([, line]: [string, Map<Work, number>]) => line.values().next().value ?? 0;
    return [...this.#lines].sort((a, b) => oldest(a) - oldest(b)).map(([company]) => company);
  }

  withdraw(runId: string): void {
    for (const line of this.#lines.values()) {
      for (const work of line.keys()) {
        if (work.runId !== runId) continue;
        this.#remove(work);
        work.withdrawn?.();
        return;
      }
    }
  }

  failAll(problem: PatchbayError): void {
    const failed = [...this.#lines.values()].flatMap((line) => [...line.keys()]);
    this.#lines.clear();
    for (const work of failed) work.fail(problem);
  }

  #remove(work: Work): void {
    const line = this.#lines.get(work.company);
    line?.delete(work);
    if (line?.size === 0) this.#lines.delete(work.company);
  }
}
