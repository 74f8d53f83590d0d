import type { Item } from '@patchbay/plugin-sdk';
import type { Row } from '../expressions/columns.js';
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

/** The parameters of one step, evaluated when they are asked for. */
export class StepParameters {
  readonly #node: CompiledNode;
  readonly #items: readonly Item[];
  readonly #facts: RunFacts;
  readonly #crossing: Crossing | undefined;
  readonly #offset: number;
  readonly #engineRows: Row[] = [];
  readonly #built: Values[] = [];

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

  /** For one item; index 0 also when there is none. The second item asked for brings all others along. */
  at(index: number): Values {
    if (this.#node.parameters.isConstant) return this.#node.parameters.build([]);
    const last = Math.max(this.#items.length, 1) - 1;
    if (!Number.isInteger(index) || index < 0 || index > last)
      throw new RangeError(`There is no item ${index}.`);
    return (this.#built[index] ??= this.#build(index, index === 0 ? 1 : last + 1));
  }

  all(): readonly Values[] {
    return this.#items.map((_, index) => (this.#built[index] ??= this.#build(index, this.#items.length)));
  }

  #build(index: number, evaluateTo: number): Values {
    const { parameters } = this.#node;
    if (parameters.isConstant) return parameters.build([]);
    const row = parameters.columns.map(({ path }) => path && this.#read(path, index));
    if (this.#crossing) {
      const values = this.#engineRow(this.#crossing, index, evaluateTo);
      this.#crossing.program.columns.forEach((column, at) => (row[column] = values[at]));
    }
    return parameters.build(row);
  }

  #engineRow(crossing: Crossing, index: number, evaluateTo: number): Row {
    const done = this.#engineRows.length;
    if (index >= done) {
      for (const row of evaluateProgram(crossing, this.#items, done, evaluateTo)) this.#engineRows.push(row);
    }
    return this.#engineRows[index] ?? [];
  }

  #read({ root, keys }: MemberPath, index: number) {
    if (root === '$itemIndex') return readPath(this.#offset + index, keys);
    return readPath(root === '$json' ? this.#items[index]?.json : this.#facts[root], keys);
  }
}
