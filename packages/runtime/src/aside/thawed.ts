import { PatchbayError } from '@patchbay/errors';
import type { Item } from '@patchbay/plugin-sdk';
import type { Arrival, Delivery, Execution } from '../graph/queue.js';
import type { CompiledNode, CompiledPattern } from '../graph/types.js';
import type { FrozenArrival, FrozenDelivery, FrozenOutput, FrozenRun } from './frozen.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The parts of a frozen run as they were, each list and each execution once. */
export class Thawed {
  readonly #executions: Mutable<Execution>[];

  constructor(
    private readonly frozen: FrozenRun,
    private readonly pattern: CompiledPattern,
  ) {
    // First all of them without inputs: those refer to executions, too.
    this.#executions = frozen.executions.map(({ node, runIndex, outputs }) => ({
      node: this.node(node),
      runIndex,
      outputs: this.output(outputs),
      inputs: [],
    }));
    frozen.executions.forEach((execution, index) => {
      const thawed = this.#executions[index];
      if (thawed) thawed.inputs = this.delivery(execution).inputs;
    });
  }

  node(id: string): CompiledNode {
    const node = this.pattern.nodes.get(id);
    if (node) return node;
    throw new PatchbayError('internal', 'The run that was set aside has a step which its pattern lacks.');
  }

  delivery({ node, inputs }: FrozenDelivery): Delivery {
    return {
      node: this.node(node),
      inputs: inputs.map((arrival) => (arrival ? this.#arrival(arrival) : undefined)),
    };
  }

  output(output: FrozenOutput): Record<string, readonly Item[]> {
    return Object.fromEntries(Object.entries(output).map(([pin, list]) => [pin, this.#list(list)]));
  }

  execution(index: number): Execution {
    const execution = this.#executions[index];
    if (execution) return execution;
    throw new PatchbayError('internal', 'The state of the run that was set aside is not complete.');
  }

  #arrival({ list, offset, source }: FrozenArrival): Arrival {
    return {
      items: this.#list(list),
      ...(offset === undefined ? {} : { offset }),
      source: source && { execution: this.execution(source[0]), pin: source[1] },
    };
  }

  #list(index: number): readonly Item[] {
    return this.frozen.lists[index] ?? [];
  }
}
