import type { PatternGraph, RunItem, StepRecord } from '@patchbay/contracts';
import { isolated } from '../../ui/isolated.js';

export interface InputData {
  /** The node and pin from where it came. */
  name: string;
  items: readonly RunItem[];
  /** How many there were; a record keeps only the first. */
  total: number;
}

/** The recorded input of a node, one entry for each edge that leads to it and carried something. */
export function inputsOf(
  graph: PatternGraph,
  steps: ReadonlyMap<string, StepRecord>,
  nodeId: string,
): InputData[] {
  const edges = graph.edges.filter(({ to }) => to.node === nodeId);
  return edges.flatMap(({ from }) => {
    const step = steps.get(from.node);
    const source = graph.nodes.find(({ id }) => id === from.node);
    const items = source?.pinned?.[from.pin] ?? step?.outputs[from.pin];
    if (items === undefined || source === undefined) return [];
    const name = from.pin === 'main' ? source.name : `${isolated(source.name)}, ${from.pin}`;
    return [{ name, items, total: Math.max(items.length, step?.itemCounts.out[from.pin] ?? 0) }];
  });
}
