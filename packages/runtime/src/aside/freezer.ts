import type { Item, NodeOutput } from '@patchbay/plugin-sdk';
import type { Arrival, Delivery, Execution } from '../graph/queue.js';
import type { FrozenArrival, FrozenDelivery, FrozenExecution, FrozenOutput } from './frozen.js';

/** Gives each list and each execution a number, so that what shares one goes on sharing it. */
export class Freezer {
  readonly #lists = new Map<readonly Item[], number>();
  readonly #executions = new Map<Execution, number>();

  delivery({ node, inputs }: Delivery): FrozenDelivery {
    return { node: node.id, inputs: inputs.map((arrival) => (arrival ? this.#arrival(arrival) : null)) };
  }

  output(outputs: NodeOutput): FrozenOutput {
    const pins = Object.entries(outputs).flatMap(([pin, items]) =>
      items ? [[pin, numberOf(this.#lists, items)] as const] : [],
    );
    return Object.fromEntries(pins);
  }

  execution(execution: Execution): number {
    return numberOf(this.#executions, execution);
  }

  /** All that were named so far, and all that those come from. No recursion: a loop makes a chain of thousands. */
  executions(): FrozenExecution[] {
    const frozen: FrozenExecution[] = [];
    // A map goes on to what is added while one walks through it.
    for (const [execution] of this.#executions)
      frozen.push({
        ...this.delivery(execution),
        runIndex: execution.runIndex,
        outputs: this.output(execution.outputs),
      });
    return frozen;
  }

  /** To be asked last. */
  lists(): (readonly Item[])[] {
    return [...this.#lists.keys()];
  }

  #arrival({ items, offset, source }: Arrival): FrozenArrival {
    return {
      list: numberOf(this.#lists, items),
      ...(offset === undefined ? {} : { offset }),
      ...(source ? { source: [this.execution(source.execution), source.pin] as const } : {}),
    };
  }
}

function numberOf<T>(numbers: Map<T, number>, thing: T): number {
  const known = numbers.get(thing);
  if (known !== undefined) return known;
  numbers.set(thing, numbers.size);
  return numbers.size - 1;
}
