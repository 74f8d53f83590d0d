import { Injectable } from '@nestjs/common';
import type { ActiveRun } from './active-run.js';

/** The runs that execute right now, by id. */
@Injectable()
export class ActiveRuns {
  readonly #runs = new Map<string, ActiveRun>();

  add(run: ActiveRun): void {
    this.#runs.set(run.facts.id, run);
  }

  remove(id: string): void {
    this.#runs.delete(id);
  }

  get(id: string): ActiveRun | undefined {
    return this.#runs.get(id);
  }

  all(): ActiveRun[] {
    return [...this.#runs.values()];
  }

  get size(): number {
    return this.#runs.size;
  }
}
