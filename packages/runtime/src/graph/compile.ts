import type { PatternGraph, PatternNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { AnyNode, FieldMap, NodeOutput, SlotMap } from '@patchbay/plugin-sdk';
import { compileParameters } from '../parameters/compile.js';
import type { Catalog } from '../types.js';
import { pinName } from './pins.js';
import { planPipelines } from './pipelines.js';
import {
  errorPin,
  type CompiledNode,
  type CompiledPattern,
  type CompiledSlot,
  type Target,
} from './types.js';

type Mutable = { -readonly [K in keyof CompiledNode]: CompiledNode[K] };

/**
 * Resolves node types, pins and expressions of a pattern once.
 * Throws `node-type-not-found`, `pattern-invalid` or `expression-failed`.
 */
export function compilePattern(graph: PatternGraph, catalog: Catalog): CompiledPattern {
  const ranks = readingOrder(graph.nodes);
  const nodes = new Map<string, Mutable>();
  const nodesByName = new Map<string, CompiledNode>();
  graph.nodes.forEach((node, index) => {
    const compiled = compileNode(node, ranks.get(node) ?? 0, catalog);
    // `$('Name')` must mean one node.
    if (nodes.has(node.id) || nodesByName.has(node.name)) {
      throw invalid(`/nodes/${index}`, `There are two nodes called "${node.name}"`);
    }
    nodes.set(node.id, compiled);
    nodesByName.set(node.name, compiled);
  });
  connect(graph, nodes);
  return {
    nodes,
    nodesByName,
    keepsHistory: [...nodes.values()].some(({ parameters }) => parameters.looksBack),
    waits: [...nodes.values()].some(({ definition }) => definition.waits),
    pipelines: planPipelines([...nodes.values()], nodesByName),
    timeZone: timeZoneOf(graph),
    vars: graph.settings?.vars ?? {},
  };
}

function compileNode(node: PatternNode, rank: number, catalog: Catalog): Mutable {
  const definition = catalog.node(node.type);
  if (!definition)
    throw new PatchbayError(
      'node-type-not-found',
      `No plugin brings the node type ${node.type} of "${node.name}".`,
    );
  return {
    id: node.id,
    name: node.name,
    type: node.type,
    definition,
    settings: node.settings ?? {},
    // They came as JSON, so their members are JSON values.
    pinned: node.pinned as NodeOutput | undefined,
    parameters: compileParameters(definition.parameters as FieldMap, node.parameters ?? {}),
    consumes: consumes(definition, node),
    slots: slotsOf(definition, node),
    inputs: [],
    targets: new Map(),
    rank,
    connectedInputs: 0,
  };
}

function consumes(definition: AnyNode, { parameters = {} }: PatternNode): boolean {
  return definition.consume !== undefined && (definition.consumesWith?.(parameters) ?? true);
}

function slotsOf(definition: AnyNode, node: PatternNode): CompiledSlot[] {
  // What a trigger's connections are for happened in the host, before there was a run.
  if (definition.trigger !== undefined) return [];
  const slots = (definition.connections ?? {}) as SlotMap;
  const { connections: named = {}, inline = {} } = node;
  return Object.entries(slots).map(([name, slot]) => ({
    name,
    definition: slot,
    connectionId:
      (Object.hasOwn(named, name) && named[name]) ||
      (Object.hasOwn(inline, name) && inline[name]?.id) ||
      undefined,
  }));
}

function connect(graph: PatternGraph, nodes: Map<string, Mutable>): void {
  const connected = new Set<string>();
  const targets = new Map<CompiledNode, Map<string, Target[]>>();
  graph.edges.forEach(({ from, to }, index) => {
    const source = nodes.get(from.node);
    const node = nodes.get(to.node);
    if (!source) throw invalid(`/edges/${index}/from/node`, 'There is no such node');
    if (!node) throw invalid(`/edges/${index}/to/node`, 'There is no such node');
    const output = outputPin(source, from.pin);
    const pin = pinName(node.definition.inputs, to.pin);
    if (!output) throw invalid(`/edges/${index}/from/pin`, `"${source.name}" has no output ${from.pin}`);
    if (!pin) throw invalid(`/edges/${index}/to/pin`, `"${node.name}" has no input ${to.pin}`);
    connected.add(key(node, pin));
    const byPin = ensure(targets, source, () => new Map<string, Target[]>());
    ensure(byPin, output, () => []).push({
      node,
      input: node.definition.inputs.findIndex(({ name }) => name === pin),
    });
  });
  for (const node of nodes.values()) {
    node.targets = targets.get(node) ?? new Map();
    node.inputs = node.definition.inputs.map(({ name, required }, index) => ({
      name,
      connected: connected.has(key(node, name)),
      required: required ?? index === 0,
    }));
    node.connectedInputs = node.inputs.filter((input) => input.connected).length;
  }
}

function outputPin(node: CompiledNode, name: string): string | undefined {
  const declared = pinName(node.definition.outputs, name);
  return declared ?? (name === errorPin && node.settings.onError === 'errorOutput' ? errorPin : undefined);
}

function readingOrder(nodes: readonly PatternNode[]): Map<PatternNode, number> {
  const at = ({ position }: PatternNode) => position ?? { x: 0, y: 0 };
  const sorted = nodes.toSorted((a, b) => at(a).y - at(b).y || at(a).x - at(b).x);
  return new Map(sorted.map((node, rank) => [node, rank]));
}

function timeZoneOf({ settings }: PatternGraph): string {
  const timeZone = settings?.timeZone || 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    throw invalid('/settings/timeZone', 'This is no IANA time zone');
  }
}

function key(node: CompiledNode, pin: string): string {
  return `${node.id}\0${pin}`;
}

function ensure<K, V>(map: Map<K, V>, mapKey: K, create: () => V): V {
  const found = map.get(mapKey) ?? create();
  map.set(mapKey, found);
  return found;
}

function invalid(pointer: string, detail: string): PatchbayError {
  return new PatchbayError('pattern-invalid', { detail: `${detail}.`, errors: [{ pointer, detail }] });
}
