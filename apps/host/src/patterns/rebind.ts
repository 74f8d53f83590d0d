import type { PatternGraph } from '@patchbay/contracts';
import type { PatternRow } from './pattern.table.js';
import { connectionUses } from './references.js';

/** A pattern as it is before a replacement: its draft, and what is live of it. */
export interface PatternInUse {
  row: PatternRow;
  live: PatternGraph;
}

/** The graph with one connection in the place of another. */
export function rebound(graph: PatternGraph, from: string, to: string): PatternGraph {
  const nodes = graph.nodes.map((node) => {
    if (node.connections === undefined) return node;
    const slots = Object.entries(node.connections).map(([slot, used]) => [slot, used === from ? to : used]);
    return { ...node, connections: Object.fromEntries(slots) as Record<string, string> };
  });
  return { ...graph, nodes };
}

export function names(graph: PatternGraph, connection: string): boolean {
  return connectionUses(graph).some(({ connectionId }) => connectionId === connection);
}
