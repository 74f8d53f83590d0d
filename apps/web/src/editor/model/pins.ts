import {
  errorPin,
  type NodeDescription,
  type PatternGraph,
  type PatternNode,
  type PinDescription,
} from '@patchbay/contracts';
import { applyDefaults, type FieldMap, isVisible, type JsonObject, type JsonValue } from '@patchbay/fields';
import { isObject } from '../../fields/values.js';
import { parametersOf } from './node-types.js';

/** The outputs of a node with the error output, where its settings ask for it. */
export function outputsOf(node: PatternNode, description: NodeDescription | undefined): PinDescription[] {
  const outputs = description?.outputs ?? [];
  return node.settings?.onError === 'errorOutput' ? [...outputs, errorPin] : outputs;
}

/**
 * The pins that the canvas shows, with the names that its parameters give them: those that they leave shown, of those
 * to which rules lead one for each rule, and whatever has an edge.
 */
export function shownPins(
  { edges }: PatternGraph,
  node: PatternNode,
  description: NodeDescription | undefined,
): Record<'inputs' | 'outputs', PinDescription[]> {
  if (description === undefined) return { inputs: [], outputs: outputsOf(node, undefined) };
  const values = shownValues(parametersOf(description), node.parameters ?? {});
  const led = outputsOfRules(parametersOf(description), values);
  const inputs = pinsWithEdge(
    edges.map(({ to }) => to),
    node,
  );
  const outputs = pinsWithEdge(
    edges.map(({ from }) => from),
    node,
  );
  return {
    inputs: description.inputs
      .filter((pin) => inputs.has(pin.name) || isVisible(pin, values))
      .map((pin) => named(pin, values)),
    outputs: outputsOf(node, description)
      .filter((pin) => outputs.has(pin.name) || (isVisible(pin, values) && !led?.lacks(pin)))
      .map((pin) => named(pin, values, led?.nameOf(pin))),
  };
}

function pinsWithEdge(ends: readonly { node: string; pin: string }[], { id }: PatternNode): Set<string> {
  return new Set(ends.filter((end) => end.node === id).map(({ pin }) => pin));
}

function shownValues(fields: FieldMap, parameters: Readonly<Record<string, unknown>>): JsonObject {
  const values = applyDefaults(fields, parameters);
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      return field === undefined || isVisible(field, values);
    }),
  );
}

function named(pin: PinDescription, values: JsonObject, byRule?: JsonValue): PinDescription {
  const { nameFrom } = pin;
  const given = nameFrom !== undefined && Object.hasOwn(values, nameFrom) ? values[nameFrom] : byRule;
  // What an expression will be, nobody knows yet.
  const isName = typeof given === 'string' && given.trim() !== '' && !given.startsWith('=');
  return isName ? { ...pin, displayName: given.trim() } : pin;
}

/** Of a pin that rules lead to: whether there is a rule for it, and how that one calls it. */
interface Led {
  lacks(pin: PinDescription): boolean;
  nameOf(pin: PinDescription): JsonValue | undefined;
}

function outputsOfRules(fields: FieldMap, values: JsonObject): Led | undefined {
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind !== 'json' || field.drawnAs?.kind !== 'rules' || !Object.hasOwn(values, key)) continue;
    const { outputs, outputName } = field.drawnAs;
    if (outputs === undefined) continue;
    const rules = listedIn(values[key]);
    const usual = applyDefaults(fields, {});
    const numberOf = ({ name }: PinDescription) =>
      name.startsWith(outputs) ? Number(name.slice(outputs.length)) : Number.NaN;
    return {
      lacks: (pin) => {
        const number = numberOf(pin);
        // How many rules an expression will give nobody knows yet: those of a node that was just made are shown.
        if (rules === undefined) return !Number.isNaN(number) && !isVisible(pin, usual);
        // A node without rules has an output to begin with.
        return number >= Math.max(1, rules.length);
      },
      nameOf: (pin) => {
        const rule = rules?.[numberOf(pin)];
        return outputName !== undefined && isObject(rule) ? rule[outputName] : undefined;
      },
    };
  }
  return undefined;
}

/** The rules of a list, also of one that is drawn as JSON, or is wrapped as n8n stores it. */
function listedIn(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  if (value === undefined || value === null) return [];
  const list = isObject(value) ? value['values'] : value;
  return Array.isArray(list) ? list : undefined;
}
