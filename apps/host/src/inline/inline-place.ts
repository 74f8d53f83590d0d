import type { InlineCredentials, PatternGraph, PatternNode } from '@patchbay/contracts';
import { pointerTo } from '@patchbay/fields';

/** One slot of one node that brings its own credentials. */
export interface InlinePlace {
  node: PatternNode;
  slot: string;
  inline: InlineCredentials;
  /** Of `inline` in the graph. */
  pointer: string;
}

export function inlinePlaces({ nodes }: Pick<PatternGraph, 'nodes'>): InlinePlace[] {
  return nodes.flatMap((node, index) =>
    Object.entries(node.inline ?? {}).map(([slot, inline]) => {
      const pointer = pointerTo(`/nodes/${index}/inline`, slot);
      return { node, slot, inline, pointer };
    }),
  );
}

/** The graph with other credentials in each place. */
export function withInline(
  graph: PatternGraph,
  replace: (place: InlinePlace) => InlineCredentials,
): PatternGraph {
  const places = inlinePlaces(graph);
  if (places.length === 0) return graph;
  const nodes = graph.nodes.map((node) => {
    const own = places.filter((place) => place.node === node);
    if (own.length === 0) return node;
    return { ...node, inline: Object.fromEntries(own.map((place) => [place.slot, replace(place)])) };
  });
  return { ...graph, nodes };
}
