import { Injectable } from '@nestjs/common';
import type { ActiveRun } from './active-run.js';
import { RunChanges } from './run-changes.js';

/** The runs that execute right now, by id. */
@Injectable()
export class ActiveRuns {
  readonly #runs = new Map<string, ActiveRun>();
  readonly changes = new RunChanges();

  add(run: ActiveRun): void {
    this.#runs.set(run.facts.id, run);
    this.changes.tell(run.starter.projectId, run);
  }

  /** Once the record of its end, or that it waits, is on disk. */
  remove(run: ActiveRun): void {
    this.#runs.delete(run.facts.id);
    this.changes.tell(run.starter.projectId, run);
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
