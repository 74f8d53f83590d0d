import type { PatternGraph, StepRecord } from '@patchbay/contracts';

/** A preview shows one value; a few more items are enough for what looks at others. */
const leastItems = 10;

/** Characters of one text: the data travels with each preview, which a few texts of megabytes would make too large to take. */
const longestText = 20_000;

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
  const edges = graph.edges.filter(({ from, to }) => kept.has(from.node) && kept.has(to.node));
  const isFed = edges.some(({ to }) => to.node === nodeId);
  return {
    // A node to which nothing came is evaluated by itself, without an item.
    nodes: isFed ? nodes : nodes.filter(({ id }) => id === nodeId),
    edges: isFed ? edges : [],
    ...(graph.settings && { settings: graph.settings }),
  };
}

/** A node that gave nothing would keep what follows from being evaluated at all. */
export function hasItems(data: StepRecord['outputs'] | undefined): data is StepRecord['outputs'] {
  return data !== undefined && Object.values(data).some((items) => items.length > 0);
}

function firstItems(data: StepRecord['outputs'], most: number): StepRecord['outputs'] {
  return Object.fromEntries(
    Object.entries(data).map(([pin, items]) => [pin, items.slice(0, most).map(shortened)]),
  );
}

function shortened<T>(value: T): T {
  if (typeof value === 'string') return value.slice(0, longestText) as T;
  if (Array.isArray(value)) return value.map(shortened) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, shortened(each as unknown)]),
  ) as T;
}

/** The node itself and those from which data comes to it. */
export function leadingTo({ edges }: PatternGraph, nodeId: string): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const { from, to } of edges) before.set(to.node, [...(before.get(to.node) ?? []), from.node]);
  const found = new Set([nodeId]);
  // A set goes on to what is added while one walks through it.
  for (const id of found) for (const each of before.get(id) ?? []) found.add(each);
  return found;
}
