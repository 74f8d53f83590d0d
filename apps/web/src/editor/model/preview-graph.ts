import type { PatternGraph, StepRecord } from '@patchbay/contracts';

/** A preview shows one value; a few more items are enough for what looks at others. */
const leastItems = 10;

/** A node with what leads to it, as far as there is data of it: expressions are evaluated on this, for the item of that number. */
export function previewGraph(
  graph: PatternGraph,
  steps: ReadonlyMap<string, StepRecord>,
  nodeId: string,
  item: number,
): PatternGraph {
  const most = Math.max(leastItems, item + 1);
  const ids = leadingTo(graph, nodeId);
  const nodes = graph.nodes
    .filter(({ id }) => ids.has(id))
    .flatMap(({ id, name, type, position, settings, pinned }) => {
      const data = pinned ?? steps.get(id)?.outputs;
      const node = { id, name, type, ...(position && { position }), ...(settings && { settings }) };
      if (id === nodeId) return [node];
      return hasItems(data) ? [{ ...node, pinned: firstItems(data, most) }] : [];
    });
  const kept = new Set(nodes.map(({ id }) => id));
  return {
    nodes,
    edges: graph.edges.filter(({ from, to }) => kept.has(from.node) && kept.has(to.node)),
  };
}

/** A node that gave nothing would keep what follows from being evaluated at all. */
export function hasItems(data: StepRecord['outputs'] | undefined): data is StepRecord['outputs'] {
  return data !== undefined && Object.values(data).some((items) => items.length > 0);
}

function firstItems(data: StepRecord['outputs'], most: number): StepRecord['outputs'] {
  return Object.fromEntries(Object.entries(data).map(([pin, items]) => [pin, items.slice(0, most)]));
}

function leadingTo({ edges }: PatternGraph, nodeId: string): ReadonlySet<string> {
  const found = new Set([nodeId]);
  // A set goes on to what is added while one walks through it.
  for (const id of found) for (const { from, to } of edges) if (to.node === id) found.add(from.node);
  return found;
}
