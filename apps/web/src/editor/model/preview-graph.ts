import type { PatternGraph, StepRecord } from '@patchbay/contracts';

/** A preview shows one value; a few items are enough for what looks at others. */
const sentItems = 10;

/** A node with what leads to it, as far as there is data of it: expressions are evaluated on this. */
export function previewGraph(
  graph: PatternGraph,
  steps: ReadonlyMap<string, StepRecord>,
  nodeId: string,
): PatternGraph {
  const ids = leadingTo(graph, nodeId);
  const nodes = graph.nodes
    .filter(({ id }) => ids.has(id))
    .flatMap(({ id, name, type, position, settings, pinned }) => {
      const data = pinned ?? steps.get(id)?.outputs;
      const node = { id, name, type, ...(position && { position }), ...(settings && { settings }) };
      if (id === nodeId) return [node];
      return hasItems(data) ? [{ ...node, pinned: firstItems(data) }] : [];
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

function firstItems(data: StepRecord['outputs']): StepRecord['outputs'] {
  return Object.fromEntries(Object.entries(data).map(([pin, items]) => [pin, items.slice(0, sentItems)]));
}

function leadingTo({ edges }: PatternGraph, nodeId: string): ReadonlySet<string> {
  const found = new Set([nodeId]);
  // A set goes on to what is added while one walks through it.
  for (const id of found) for (const { from, to } of edges) if (to.node === id) found.add(from.node);
  return found;
}
