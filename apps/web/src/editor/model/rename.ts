import type { PatternGraph } from '@patchbay/contracts';
import type { JsonValue } from '@patchbay/fields';
import { isObject } from '../../fields/values.js';

/** Gives a node another name, also where expressions of other nodes call it by the old one. */
export function renameNode(graph: PatternGraph, id: string, name: string): PatternGraph {
  const old = graph.nodes.find((node) => node.id === id)?.name;
  if (old === undefined || old === name) return graph;
  const nodes = graph.nodes.map((node) => {
    const renamed = node.id === id ? { ...node, name } : node;
    if (renamed.parameters === undefined) return renamed;
    return { ...renamed, parameters: inValues(renamed.parameters as JsonValue, old, name) as object };
  });
  return { ...graph, nodes: nodes as PatternGraph['nodes'] };
}

function inValues(value: JsonValue, old: string, name: string): JsonValue {
  if (typeof value === 'string') return value.startsWith('=') ? inTemplate(value, old, name) : value;
  if (Array.isArray(value)) return value.map((item) => inValues(item, old, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inValues(item, old, name)]));
}

/** The three ways to name a node: `$('Name')`, `$items('Name')` and `$node["Name"]`. */
function inTemplate(template: string, old: string, name: string): string {
  const quoted = old.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const call = new RegExp(String.raw`(\$(?:items)?\(\s*|\$node\[\s*)(['"\`])${quoted}\2`, 'g');
  return template.replaceAll(call, (_all, before: string, quote: string) => {
    const escaped = name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
    return `${before}${quote}${escaped}${quote}`;
  });
}
