import type { Item } from '@patchbay/plugin-sdk';
import type { CompiledNode } from './types.js';

/** One execution of a node, kept as far as later expressions may look back at it. */
export interface Execution {
  readonly node: CompiledNode;
  readonly runIndex: number;
  readonly inputs: readonly (Arrival | undefined)[];
  readonly outputs: Readonly<Record<string, readonly Item[] | null>>;
}

/** Items at an input, and the output that they come from. */
export interface Arrival {
  readonly items: readonly Item[];
  /** Of a batch: how many items came before it. */
  readonly offset?: number;
  /** Of a part of the items that is executed apart: all of them, which `$input` stands for. */
  readonly whole?: readonly Item[];
  readonly source?: { readonly execution: Execution; readonly pin: string } | undefined;
}

/** A node that is ready, with what arrived at each of its inputs. */
export interface Delivery {
  readonly node: CompiledNode;
  readonly inputs: readonly (Arrival | undefined)[];
}

type Waiting = { node: CompiledNode; inputs: (Arrival | undefined)[] };

/**
 * What is to be executed next: depth first, and of several the top left one first. A node with several connected
 * inputs waits until each has got data; when nothing else is left to execute, those that still wait run with what
 * they have, if it is what they require.
 */
export class StepQueue {
  readonly #ready: Delivery[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #onDropped: (node: CompiledNode) => void;

  /** `onDropped` is told of nodes that never got an input which they require. */
  constructor(onDropped: (node: CompiledNode) => void) {
    this.#onDropped = onDropped;
  }

  start(node: CompiledNode, items: readonly Item[]): void {
    this.#ready.push({ node, inputs: [{ items }] });
  }

  /** Hands the outputs of an execution on. Nothing and an empty list end a branch. */
  offer(execution: Execution, keepsHistory: boolean): void {
    const offered: { node: CompiledNode; input: number; arrival: Arrival }[] = [];
    for (const [pin, targets] of execution.node.targets) {
      const items = Object.hasOwn(execution.outputs, pin) ? execution.outputs[pin] : undefined;
      if (!items || items.length === 0) continue;
      const arrival = { items, source: keepsHistory ? { execution, pin } : undefined };
      for (const { node, input } of targets) offered.push({ node, input, arrival });
    }
    if (offered.length > 1) offered.sort((a, b) => a.node.rank - b.node.rank || a.input - b.input);
    const ready = offered.flatMap(({ node, input, arrival }) => this.#arrive(node, input, arrival) ?? []);
    // The last one pushed is the next one executed.
    this.#ready.push(...ready.reverse());
  }

  /** What is ready, the next one last, and what still waits for items. */
  pending(): { ready: readonly Delivery[]; waiting: readonly Delivery[] } {
    return { ready: this.#ready, waiting: this.#waiting };
  }

  /** What was pending before the run was set aside. */
  restore(ready: readonly Delivery[], waiting: readonly Delivery[]): void {
    this.#ready.push(...ready);
    for (const { node, inputs } of waiting) this.#waiting.push({ node, inputs: [...inputs] });
  }

  next(): Delivery | undefined {
    return this.#ready.pop() ?? this.#settle();
  }

  #arrive(node: CompiledNode, input: number, arrival: Arrival): Delivery | undefined {
    if (node.connectedInputs <= 1) return { node, inputs: place([], input, arrival) };
    let waiting = this.#waiting.find((each) => each.node === node && !each.inputs[input]);
    if (!waiting) this.#waiting.push((waiting = { node, inputs: [] }));
    place(waiting.inputs, input, arrival);
    if (node.inputs.some(({ connected }, index) => connected && !waiting.inputs[index])) return undefined;
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    return waiting;
  }

  #settle(): Delivery | undefined {
    while (this.#waiting.length > 0) {
      const nodes = new Set(this.#waiting.map(({ node }) => node));
      const byRank = this.#waiting.toSorted((a, b) => a.node.rank - b.node.rank);
      // One whose data may still come from another that waits has to wait longer, except in a circle.
      const first = byRank.find(({ node }) => !dependsOnAny(node, nodes)) ?? byRank[0];
      if (!first) return undefined;
      this.#waiting.splice(this.#waiting.indexOf(first), 1);
      if (
        first.node.inputs.every(
          ({ connected, required }, index) => !connected || !required || first.inputs[index],
        )
      )
        return first;
      this.#onDropped(first.node);
    }
    return undefined;
  }
}

function place(inputs: (Arrival | undefined)[], index: number, arrival: Arrival): (Arrival | undefined)[] {
  while (inputs.length <= index) inputs.push(undefined);
  inputs[index] = arrival;
  return inputs;
}

function dependsOnAny(node: CompiledNode, others: ReadonlySet<CompiledNode>): boolean {
  return [...others].some((other) => other !== node && leadsTo(other, node));
}

/** Whether data of a node can reach another one. */
function leadsTo(from: CompiledNode, to: CompiledNode): boolean {
  const seen = new Set<CompiledNode>();
  const open = [from];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const target of [...node.targets.values()].flat()) {
      if (target.node === to) return true;
      if (!seen.has(target.node)) open.push(target.node);
      seen.add(target.node);
    }
  }
  return false;
}
