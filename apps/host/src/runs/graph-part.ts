import type { PatternGraph, PatternNode, StepRecord } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';

const unpinned = new WeakMap<PatternGraph, PatternGraph>();

/**
 * The graph without data that stands for work: nobody who calls a webhook gets what a person pinned. The same graph
 * gives the same object.
 */
export function withoutPins(graph: PatternGraph): PatternGraph {
  const known = unpinned.get(graph) ?? (hasPins(graph) ? stripped(graph) : graph);
  unpinned.set(graph, known);
  return known;
}

export function hasPins(graph: PatternGraph): boolean {
  return graph.nodes.some(({ pinned }) => pinned !== undefined);
}

function stripped(graph: PatternGraph): PatternGraph {
  return { ...graph, nodes: graph.nodes.map(({ pinned: _pinned, ...node }) => node) };
}

/** A node and what leads to it. */
export function upTo(graph: PatternGraph, nodeId: string): PatternGraph {
  need(graph, nodeId);
  return within(graph, reached(nodeId, sourcesOf(graph)));
}

/**
 * A node and what follows it. The nodes whose output goes into these give the recorded output of another run, as
 * far as its record keeps it; so do all that expressions may look back at.
 */
export function onwards(graph: PatternGraph, nodeId: string, steps: readonly StepRecord[]): PatternGraph {
  need(graph, nodeId);
  const executed = reached(nodeId, targetsOf(graph));
  const recorded = new Map(steps.map(({ nodeId: id, outputs }) => [id, outputs]));
  const nodes = graph.nodes.flatMap((node): PatternNode[] => {
    if (executed.has(node.id)) return [node];
    const pinned = node.pinned ?? recorded.get(node.id);
    return hasItems(pinned) ? [{ ...node, pinned }] : [];
  });
  const part = within({ ...graph, nodes }, new Set(nodes.map(({ id }) => id)));
  const feeds = part.edges.some(({ from, to }) => executed.has(to.node) && !executed.has(from.node));
  if (feeds) return part;
  throw new PatchbayError(
    'run-input-missing',
    'The record of that run has no input for this node. Run the pattern once from its start.',
  );
}

function hasItems(outputs: PatternNode['pinned']): outputs is NonNullable<PatternNode['pinned']> {
  return outputs !== undefined && Object.values(outputs).some((items) => items.length > 0);
}

function within(graph: PatternGraph, ids: ReadonlySet<string>): PatternGraph {
  return {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => ids.has(id)),
    edges: graph.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node)),
  };
}

function need(graph: PatternGraph, nodeId: string): void {
  if (graph.nodes.some(({ id }) => id === nodeId)) return;
  throw new PatchbayError('pattern-invalid', `The pattern has no node "${nodeId}".`);
}

type Neighbours = ReadonlyMap<string, readonly string[]>;

function reached(start: string, neighbours: Neighbours): ReadonlySet<string> {
  const found = new Set([start]);
  // A set goes on to what is added while one walks through it.
  for (const id of found) for (const next of neighbours.get(id) ?? []) found.add(next);
  return found;
}

function sourcesOf({ edges }: PatternGraph): Neighbours {
  return grouped(edges.map(({ from, to }) => [to.node, from.node]));
}

function targetsOf({ edges }: PatternGraph): Neighbours {
  return grouped(edges.map(({ from, to }) => [from.node, to.node]));
}

function grouped(pairs: readonly (readonly [string, string])[]): Neighbours {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) groups.set(key, [...(groups.get(key) ?? []), value]);
  return groups;
}
