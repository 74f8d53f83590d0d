import assert from 'node:assert/strict';
import { type FieldMap, toWire } from '@patchbay/fields';
import type { AnyConnector, AnyNode, PluginDefinition } from '@patchbay/plugin-sdk';

/** Everything that is not a function crosses to the host as JSON and must arrive as it was. */
export function checkDescription(plugin: PluginDefinition): void {
  assert.match(plugin.name, /^[A-Za-z][\w-]{0,63}$/u, 'the name of the plugin');
  checkText(plugin.displayName, 100, `displayName of ${plugin.name}`);
  for (const connector of plugin.connectors ?? []) checkConnector(connector);
  for (const node of plugin.nodes ?? []) checkNode(node);
}

export function checkDistinctNames({ connectors = [], nodes = [] }: PluginDefinition): void {
  checkDistinct(
    connectors.flatMap(({ type, aliases = [] }) => [type, ...aliases]),
    'connector types and aliases',
  );
  checkDistinct(
    nodes.map(({ type }) => type),
    'node types',
  );
}

function checkConnector(connector: AnyConnector): void {
  const { type, displayName, description } = connector;
  for (const name of [type, ...(connector.aliases ?? [])]) {
    assert.match(name, /^[a-z][a-z0-9_]{0,63}$/u, `the type or alias ${name}`);
  }
  checkText(displayName, 100, `displayName of ${type}`);
  checkText(description, 500, `description of ${type}`);
  checkJson({ ...connector, fields: toWire(connector.fields as FieldMap) }, type);
}

function checkNode(node: AnyNode): void {
  const { type, version, displayName, description, inputs, outputs } = node;
  assert.match(type, /^[A-Za-z][\w-]{0,63}$/u, `the type ${type}`);
  assert.ok(Number.isInteger(version) && version >= 1, `version of ${type}`);
  checkText(displayName, 100, `displayName of ${type}`);
  checkText(description, 500, `description of ${type}`);
  for (const pins of [inputs, outputs]) {
    checkDistinct(
      pins.flatMap(({ name, aliases = [] }) => [name, ...aliases]),
      `pins of ${type}`,
    );
  }
  checkJson({ ...node, parameters: toWire(node.parameters as FieldMap) }, type);
}

function checkText(text: string, longest: number, what: string): void {
  assert.ok(text.trim() !== '' && text.length <= longest, `${what} must have 1 to ${longest} characters`);
}

function checkDistinct(names: readonly string[], what: string): void {
  assert.deepEqual(names, [...new Set(names)], `${what} must be distinct`);
}

function checkJson(value: Record<string, unknown>, type: string): void {
  const plain = Object.fromEntries(
    Object.entries(value).filter(([key, each]) => typeof each !== 'function' && key !== 'capabilities'),
  );
  assert.deepEqual(JSON.parse(JSON.stringify(plain)), plain, `the description of ${type} must be plain JSON`);
}
