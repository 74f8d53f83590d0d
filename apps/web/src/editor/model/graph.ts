import type { NodeDescription, PatternEdge, PatternGraph, PatternNode } from '@patchbay/contracts';

export interface Position {
  x: number;
  y: number;
}

/** Pixels from the middle: browsers cannot draw what somebody's program put at 1e300. */
const farthest = 100_000;

/** Where a node lies, also one that was saved without a position: nodes from the API need none. */
export function positionOf({ position }: PatternNode, index: number): Position {
  if (position === undefined) return { x: (index % 6) * 260, y: Math.floor(index / 6) * 120 };
  return { x: near(position.x), y: near(position.y) };
}

function near(place: number): number {
  return Math.min(farthest, Math.max(-farthest, place));
}

export function nodeOf(graph: PatternGraph, id: string | undefined): PatternNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

/** Adds a node of this type; `after` names the output that it is connected to. */
export function addNode(
  graph: PatternGraph,
  type: NodeDescription,
  position: Position,
  after?: PatternEdge['from'],
): { graph: PatternGraph; id: string } {
  const node: PatternNode = {
    id: newId(graph),
    name: freeName(graph, type.displayName),
    type: type.type,
    typeVersion: type.version,
    parameters: {},
    position,
  };
  const input = type.inputs[0];
  const edges: PatternEdge[] =
    after && input ? [...graph.edges, { from: after, to: { node: node.id, pin: input.name } }] : graph.edges;
  return { graph: { ...graph, nodes: [...graph.nodes, node], edges }, id: node.id };
}

export function updateNode(graph: PatternGraph, id: string, change: Partial<PatternNode>): PatternGraph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) };
}

export function moveNodes(graph: PatternGraph, positions: ReadonlyMap<string, Position>): PatternGraph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const position = positions.get(node.id);
      return position === undefined ? node : { ...node, position };
    }),
  };
}

export function removeNodes(graph: PatternGraph, ids: ReadonlySet<string>): PatternGraph {
  return {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => !ids.has(id)),
    edges: graph.edges.filter(({ from, to }) => !ids.has(from.node) && !ids.has(to.node)),
  };
}

export function connect(graph: PatternGraph, edge: PatternEdge): PatternGraph {
  const id = edgeId(edge);
  return graph.edges.some((known) => edgeId(known) === id)
    ? graph
    : { ...graph, edges: [...graph.edges, edge] };
}

export function removeEdges(graph: PatternGraph, ids: ReadonlySet<string>): PatternGraph {
  return { ...graph, edges: graph.edges.filter((edge) => !ids.has(edgeId(edge))) };
}

/** A pattern has an edge once at most, so that its ends are its id. */
export function edgeId({ from, to }: PatternEdge): string {
  return JSON.stringify([from.node, from.pin, to.node, to.pin]);
}

/** Nodes with the edges between them, as what is copied. */
export function partOf(graph: PatternGraph, ids: ReadonlySet<string>): PatternGraph {
  return {
    nodes: graph.nodes.filter(({ id }) => ids.has(id)),
    edges: graph.edges.filter(({ from, to }) => ids.has(from.node) && ids.has(to.node)),
  };
}

/** Adds copies of these nodes, with names of their own. Gives the ids of the copies. */
export function paste(graph: PatternGraph, part: PatternGraph): { graph: PatternGraph; ids: string[] } {
  const ids = new Map<string, string>();
  let next = graph;
  part.nodes.forEach((node, index) => {
    const { x, y } = positionOf(node, index);
    const copy = {
      ...node,
      id: newId(next),
      name: freeName(next, node.name),
      position: { x: x + 40, y: y + 40 },
    };
    ids.set(node.id, copy.id);
    next = { ...next, nodes: [...next.nodes, copy] };
  });
  for (const { from, to } of part.edges) {
    const [source, target] = [ids.get(from.node), ids.get(to.node)];
    if (source === undefined || target === undefined) continue;
    next = connect(next, { from: { ...from, node: source }, to: { ...to, node: target } });
  }
  return { graph: next, ids: [...ids.values()] };
}

export function freeName(graph: PatternGraph, wanted: string): string {
  const taken = new Set(graph.nodes.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  const base = wanted.replace(/ \d+$/, '');
  let number = 2;
  while (taken.has(`${base} ${number}`)) number += 1;
  return `${base} ${number}`;
}

function newId(graph: PatternGraph): string {
  const taken = new Set(graph.nodes.map(({ id }) => id));
  let id: string;
  do id = Math.random().toString(36).slice(2, 10);
  while (taken.has(id));
  return id;
}
