import dagre from '@dagrejs/dagre';
import type { PatternGraph } from '@patchbay/contracts';
import type { Position } from './graph.js';

export const nodeSize = { width: 200, height: 56 };
const grid = 20;

/** Places every node from left to right along its edges. */
export function autoLayout(graph: PatternGraph): Map<string, Position> {
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: 100 });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) layout.setNode(id, { ...nodeSize });
  for (const { from, to } of graph.edges) layout.setEdge(from.node, to.node);
  dagre.layout(layout);
  return new Map(
    graph.nodes.map(({ id }) => {
      const { x = 0, y = 0 } = layout.node(id) as Partial<Position>;
      return [id, { x: snap(x - nodeSize.width / 2), y: snap(y - nodeSize.height / 2) }];
    }),
  );
}

export function snap(value: number): number {
  return Math.round(value / grid) * grid;
}
