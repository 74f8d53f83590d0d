import type { Item } from '@patchbay/plugin-sdk';
import type { Arrival, Execution } from '../graph/queue.js';
import { pinName } from '../graph/pins.js';
import type { CompiledNode, CompiledPattern } from '../graph/types.js';

interface Linked {
  items: Item[];
  places: number[];
  from: number;
}

/** Answers what an expression asks about other nodes of its run. Errors are words for its author. */
export class LookBack {
  readonly #pattern: CompiledPattern;
  readonly #executions = new Map<string, Execution[]>();
  readonly #passed = new Set<string>();

  constructor(pattern: CompiledPattern) {
    this.#pattern = pattern;
  }

  /** A node whose items flowed on in batches; asking for them is an error, not an answer without them. */
  passed(node: CompiledNode): void {
    this.#passed.add(node.id);
  }

  keep(execution: Execution): void {
    const known = this.#executions.get(execution.node.id);
    if (known) known.push(execution);
    else this.#executions.set(execution.node.id, [execution]);
  }

  /** For a run that is set aside: executions in their order, and the nodes that `passed` was told of. */
  all(): { kept: Execution[]; passed: string[] } {
    return { kept: [...this.#executions.values()].flat(), passed: [...this.#passed] };
  }

  nodeCalled(name: unknown): CompiledNode {
    const node = this.#pattern.nodesByName.get(String(name));
    if (!node) throw new Error(`there is no node called "${String(name)}"`);
    return node;
  }

  isExecuted(name: unknown): boolean {
    return this.#executionsOf(name).length > 0;
  }

  /** Items of an output; by default of the first that gave any in the latest execution. */
  itemsOf(name: unknown, pin: unknown, run: unknown): readonly Item[] {
    const executions = this.#executionsOf(name);
    const execution = typeof run === 'number' ? executions.at(run) : executions.at(-1);
    if (!execution) throw new Error(`the node "${String(name)}" has not been executed`);
    const { outputs, node } = execution;
    if (typeof pin !== 'string' && typeof pin !== 'number')
      return Object.values(outputs).find((items) => items && items.length > 0) ?? [];
    const found =
      typeof pin === 'number' ? node.definition.outputs[pin]?.name : pinName(node.definition.outputs, pin);
    return (found !== undefined && outputs[found]) || [];
  }

  /** For each item of an arrival the place of the item of a node that it came from, or -1. */
  linked(name: unknown, arrival: Arrival | undefined): Linked {
    this.nodeCalled(name);
    const places = new Map<Item, number>();
    const offset = arrival?.offset ?? 0;
    const found = (arrival?.items ?? []).map((_, index) => {
      const item = arrival && origin(arrival, offset + index, String(name));
      if (!item) return -1;
      if (!places.has(item)) places.set(item, places.size);
      return places.get(item) ?? -1;
    });
    return { items: [...places.keys()], places: found, from: offset };
  }

  #executionsOf(name: unknown): readonly Execution[] {
    const node = this.nodeCalled(name);
    if (this.#passed.has(node.id))
      throw new Error(
        `the items of "${node.name}" were not kept; write $("${node.name}") with the name as it is`,
      );
    return this.#executions.get(node.id) ?? [];
  }
}

/** Steps in looking for an origin; items with many ancestors each would multiply without end. */
const maxVisits = 10_000;

/** Follows an item back, along every item that it is made of, to one that the named node gave. */
function origin(start: Arrival, startIndex: number, name: string): Item | undefined {
  const open: { arrival: Arrival; index: number }[] = [{ arrival: start, index: startIndex }];
  for (let visits = 0; visits < maxVisits; visits++) {
    const next = open.pop();
    if (!next) return undefined;
    const { arrival, index } = next;
    const item = arrival.items[index - (arrival.offset ?? 0)];
    const execution = arrival.source?.execution;
    if (!item || !execution) continue;
    if (execution.node.name === name) return item;
    for (const parent of parentsOf(item).reverse()) {
      const parentArrival = execution.inputs[parent.input ?? 0];
      if (parentArrival) open.push({ arrival: parentArrival, index: parent.item });
    }
  }
  return undefined;
}

function parentsOf({ pairedItem }: Item): { item: number; input?: number }[] {
  if (pairedItem === undefined) return [];
  if (typeof pairedItem === 'number') return [{ item: pairedItem }];
  return Array.isArray(pairedItem) ? [...pairedItem] : [pairedItem];
}
