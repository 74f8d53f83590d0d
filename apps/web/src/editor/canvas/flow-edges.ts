import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import type { Edge } from '@xyflow/react';
import { count } from '../../ui/words.js';
import { edgeId } from '../model/graph.js';

/** The edges with the number of items that the shown run sent along each. */
export function flowEdges(
  graph: PatternGraph,
  steps: ReadonlyMap<string, StepRecord>,
  selected: ReadonlySet<string>,
): Edge[] {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  return graph.edges.map((edge) => {
    const id = edgeId(edge);
    const items = steps.get(edge.from.node)?.itemCounts.out[edge.from.pin];
    return {
      id,
      source: edge.from.node,
      sourceHandle: edge.from.pin,
      target: edge.to.node,
      targetHandle: edge.to.pin,
      selected: selected.has(id),
      ariaLabel: `From ${names.get(edge.from.node) ?? ''} to ${names.get(edge.to.node) ?? ''}`,
      ...(items === undefined ? {} : { label: count(items, 'item'), className: 'edge-ran' }),
    };
  });
}
