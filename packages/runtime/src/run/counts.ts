import { PatchbayError } from '@patchbay/errors';
import type { CompiledNode } from '../graph/types.js';

/** A pattern that goes round in circles ends here. */
const maxExecutions = 100_000;

/** How often each node was executed. */
export class Counts {
  readonly #byNode = new Map<CompiledNode, number>();
  #sum = 0;

  of(node: CompiledNode): number {
    return this.#byNode.get(node) ?? 0;
  }

  all(): ReadonlyMap<CompiledNode, number> {
    return this.#byNode;
  }

  /** What was counted before the run was set aside. */
  restore(node: CompiledNode, count: number): void {
    this.#byNode.set(node, count);
    this.#sum += count;
  }

  /** Counts one execution more and gives its index. */
  next(node: CompiledNode): number {
    if (++this.#sum > maxExecutions)
      throw new PatchbayError(
        'step-failed',
        `The run executed ${maxExecutions} steps and is not over; it seems to go round in circles.`,
      );
    const index = this.of(node);
    this.#byNode.set(node, index + 1);
    return index;
  }
}
