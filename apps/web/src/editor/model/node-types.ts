import { errorPin, type NodeDescription, type NodeShape, type PatternNode } from '@patchbay/contracts';
import type { PinDescription } from '@patchbay/contracts';
import { type FieldMap, type ForeignProperty, fromWire } from '@patchbay/fields';

export type NodeTypes = ReadonlyMap<string, NodeDescription>;

export function nodeTypes(catalog: readonly NodeDescription[]): NodeTypes {
  return new Map(catalog.map((description) => [description.type, description]));
}

const known = new WeakMap<NodeDescription, FieldMap>();

/** A node type's parameters; the same description gives the same object. */
export function parametersOf(description: NodeDescription): FieldMap {
  const fields = known.get(description) ?? fromWire(description.parameters as unknown as ForeignProperty[]);
  known.set(description, fields);
  return fields;
}

export function shapeOf(types: NodeTypes, type: string): NodeShape | undefined {
  const description = types.get(type);
  return description && { ...description, parameters: parametersOf(description) };
}

/** The outputs of a node with the error output, where its settings ask for it. */
export function outputsOf(node: PatternNode, description: NodeDescription | undefined): PinDescription[] {
  const outputs = description?.outputs ?? [];
  return node.settings?.onError === 'errorOutput' ? [...outputs, errorPin] : outputs;
}

/** What the node does in one line, made from its parameters: `GET https://…`. */
export function subtitleOf(node: PatternNode, description: NodeDescription | undefined): string {
  const parameters = node.parameters ?? {};
  if (description?.subtitle !== undefined) {
    const filled = description.subtitle.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_all, key: string) =>
      textOf(Object.hasOwn(parameters, key) ? parameters[key] : defaultOf(description, key)),
    );
    if (filled.trim() !== '') return filled.trim();
  }
  const query = parameters['query'];
  return typeof query === 'string' && query !== '' ? textOf(query) : (description?.description ?? node.type);
}

function defaultOf(description: NodeDescription, key: string): unknown {
  const fields = parametersOf(description);
  return Object.hasOwn(fields, key) ? fields[key]?.default : undefined;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'string' ? value.replace(/^=/, '') : JSON.stringify(value)).slice(0, 120);
}
