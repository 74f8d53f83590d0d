import type { CompiledNode } from './types.js';

/** What the expressions of a pattern ask of nodes other than their own. */
export class AskedFor {
  /** Some expression may ask for any node. */
  readonly isUnknown: boolean;
  readonly #whole = new Set<CompiledNode>();
  /** By node, those who follow links from their own items back over it, or to it. */
  readonly #linkedBy = new Map<CompiledNode, Set<CompiledNode>>();
  /** Nodes over which links lead on to one before them. */
  readonly #between = new Set<CompiledNode>();
  readonly #byName: ReadonlyMap<string, CompiledNode>;
  readonly #edgesInto = new Map<CompiledNode, number>();

  constructor(nodes: readonly CompiledNode[], byName: ReadonlyMap<string, CompiledNode>) {
    this.#byName = byName;
    for (const { node } of nodes.flatMap(({ targets }) => [...targets.values()].flat()))
      this.#edgesInto.set(node, this.edgesInto(node) + 1);
    this.isUnknown = nodes.some(({ parameters }) => parameters.program?.references.unknown);
    for (const node of nodes) {
      const references = node.parameters.program?.references;
      for (const name of references?.whole ?? []) this.#add(this.#whole, byName.get(name));
      for (const name of references?.linked ?? []) this.#link(node, byName.get(name));
    }
  }

  /** Whether its items are needed by others than those that get them in batches, with them in `pipeline`. */
  needsItemsOf(node: CompiledNode, pipeline: ReadonlySet<CompiledNode>): boolean {
    const linkedBy = this.#linkedBy.get(node) ?? [];
    return this.#whole.has(node) || [...linkedBy].some((each) => !pipeline.has(each));
  }

  /** Of what a node gives that takes batches as it likes nobody knows which batch it came from. */
  breaksIn(node: CompiledNode): boolean {
    return node.definition.consume !== undefined && !node.definition.itemwise && this.#between.has(node);
  }

  /** Whether it asks for a node behind `source` that is not on its `path`: it might be executed at another time. */
  asksBeside(node: CompiledNode, path: readonly CompiledNode[], source: CompiledNode): boolean {
    const behind = reachable(source);
    return this.#namedBy(node).some((asked) => behind.has(asked) && !path.includes(asked));
  }

  #namedBy(node: CompiledNode): CompiledNode[] {
    const references = node.parameters.program?.references;
    const names = [...(references?.whole ?? []), ...(references?.linked ?? [])];
    return names.flatMap((name) => this.#byName.get(name) ?? []);
  }

  edgesInto(node: CompiledNode): number {
    return this.#edgesInto.get(node) ?? 0;
  }

  #link(from: CompiledNode, to: CompiledNode | undefined): void {
    if (!to) return;
    const behind = reachable(to);
    for (const node of behind) {
      if (node === from || (node !== to && !reachable(node).has(from))) continue;
      const linkedBy = this.#linkedBy.get(node) ?? new Set();
      this.#linkedBy.set(node, linkedBy.add(from));
      if (node !== to) this.#between.add(node);
    }
  }

  #add(set: Set<CompiledNode>, node: CompiledNode | undefined): void {
    if (node) set.add(node);
  }
}

/** The node and all that its items may come to. */
function reachable(start: CompiledNode): ReadonlySet<CompiledNode> {
  const seen = new Set([start]);
  for (const node of seen) for (const target of [...node.targets.values()].flat()) seen.add(target.node);
  return seen;
}
