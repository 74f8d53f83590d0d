import type { Item } from '@patchbay/plugin-sdk';
import type { Cells } from '../expressions/columns.js';
import { evaluateProgram, type Crossing } from '../expressions/evaluate.js';
import { readPath, type MemberPath } from '../expressions/path.js';
import type { CompiledNode } from '../graph/types.js';
import type { Values } from './compile.js';

/** The variables that stay the same over a run; `$json` and `$itemIndex` come with the item. */
export interface RunFacts {
  readonly $run: unknown;
  readonly $pattern: unknown;
  readonly $vars: unknown;
  /** The values of the secrets that the step names, by name. */
  readonly $secrets?: unknown;
  readonly timeZone: string;
}

/**
 * The parameters of one step, evaluated when they are asked for. Those of one item are built anew each time, but for the
 * last ones: kept for all items, they would be most of what a batch holds in memory.
 */
export class StepParameters {
  readonly #node: CompiledNode;
  readonly #items: readonly Item[];
  readonly #facts: RunFacts;
  readonly #crossing: Crossing | undefined;
  readonly #offset: number;
  /** What the engine gave so far: all cells of the program, item by item. */
  #cells: Cells = [];
  /** The cells of one item, where not all of them come from the engine. */
  readonly #row: Cells[number][] = [];
  #last: { readonly index: number; readonly values: Values } | undefined;
  #all: readonly Values[] | undefined;

  /** `offset`: how many items of the step came before these. */
  constructor(
    node: CompiledNode,
    items: readonly Item[],
    facts: RunFacts,
    crossing: Crossing | undefined,
    offset = 0,
  ) {
    this.#node = node;
    this.#items = items;
    this.#facts = facts;
    this.#crossing = crossing;
    this.#offset = offset;
  }

  /**
   * For one item; index 0 also when there is none. The second item asked for brings all others along, and the first does
   * where the node is known to ask for each.
   */
  at(index: number): Values {
    if (this.#node.parameters.isConstant) return this.#node.parameters.build([], 0);
    const count = Math.max(this.#items.length, 1);
    if (!Number.isInteger(index) || index < 0 || index >= count)
      throw new RangeError(`There is no item ${index}.`);
    if (this.#all) return this.#all[index] as Values;
    if (this.#last?.index !== index) {
      const isAlone = index === 0 && !this.#node.definition.itemwise;
      this.#last = { index, values: this.#build(index, isAlone ? 1 : count) };
    }
    return this.#last.values;
  }

  all(): readonly Values[] {
    return (this.#all ??= this.#items.map((_, index) => this.#build(index, this.#items.length)));
  }

  #build(index: number, evaluateTo: number): Values {
    const { parameters } = this.#node;
    if (parameters.isConstant) return parameters.build([], 0);
    const from = this.#crossing ? this.#evaluated(this.#crossing, index, evaluateTo) : 0;
    const { columns } = parameters;
    // Then they are all columns, in their order.
    if (this.#crossing?.program.columns.length === columns.length) return parameters.build(this.#cells, from);
    let next = from;
    for (let at = 0; at < columns.length; at++) {
      const path = columns[at]?.path;
      this.#row[at] = path ? this.#read(path, index) : this.#cells[next++];
    }
    return parameters.build(this.#row, 0);
  }

  /** Where the cells of an item begin. */
  #evaluated(crossing: Crossing, index: number, evaluateTo: number): number {
    const { length } = crossing.program.columns;
    const done = this.#cells.length / length;
    if (index >= done) {
      const more = evaluateProgram(crossing, this.#items, done, evaluateTo);
      this.#cells = done > 0 ? this.#cells.concat(more) : more;
    }
    return index * length;
  }

  #read({ root, keys }: MemberPath, index: number) {
    if (root === '$itemIndex') return readPath(this.#offset + index, keys);
    return readPath(root === '$json' ? this.#items[index]?.json : this.#facts[root], keys);
  }
}
