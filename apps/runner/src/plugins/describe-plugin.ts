import { PatchbayError } from '@patchbay/errors';
import { allowListField, isSecretField, toWire, type FieldMap } from '@patchbay/fields';
import {
  networkFields,
  type AnyConnector,
  type AnyNode,
  type PluginDefinition,
  type SlotDefinition,
} from '@patchbay/plugin-sdk';
import { isManifest, type PluginManifest } from '@patchbay/protocol';

type ConnectorManifest = PluginManifest['connectors'][number];
type NodeManifest = PluginManifest['nodes'][number];

/** The plugin as plain JSON, for the host's catalog. Throws `plugin-invalid`. */
export function describePlugin(plugin: PluginDefinition): PluginManifest {
  const manifest = inJson({
    name: plugin.name,
    displayName: plugin.displayName,
    connectors: (plugin.connectors ?? []).map(connectorManifest),
    nodes: (plugin.nodes ?? []).map((node) => nodeManifest(plugin.name, node)),
  });
  if (!isManifest(manifest)) {
    throw new PatchbayError(
      'plugin-invalid',
      `The plugin ${plugin.name} declares names, texts or pins of the wrong form.`,
    );
  }
  return manifest;
}

/** What the host would receive: without functions and members that are undefined. */
function inJson(manifest: object): unknown {
  try {
    return JSON.parse(JSON.stringify(manifest)) as unknown;
  } catch (cause) {
    throw new PatchbayError('plugin-invalid', {
      detail: 'The plugin declares what cannot be written as JSON.',
      cause,
    });
  }
}

function connectorManifest(connector: AnyConnector): ConnectorManifest {
  const capabilities = Object.keys(connector.capabilities ?? {});
  const fields = connector.fields as FieldMap;
  return {
    type: connector.type,
    displayName: connector.displayName,
    description: connector.description,
    ...given('icon', connector.icon),
    category: connector.category,
    aliases: [...(connector.aliases ?? [])],
    auth: connector.auth ?? (Object.values(fields).some(isSecretField) ? 'credentials' : 'none'),
    ...given('documentationUrl', connector.documentationUrl),
    capabilities,
    queryable: capabilities.includes('sql'),
    fields: wire(connector.type, withNetworkFields(connector)),
    ...given('imports', connector.imports?.map(importRule)),
  };
}

type ImportDeclaration = NonNullable<AnyConnector['imports']>[number];

/** With every target written out. */
function importRule({
  from,
  names,
  hosts,
  needs,
  fields,
  constants,
}: ImportDeclaration): NonNullable<ConnectorManifest['imports']>[number] {
  const targets = Object.entries(fields).map(([name, target]) => {
    const { field, values, prefix } = typeof target === 'string' ? { field: target } : target;
    return [name, { field, ...given('values', values), ...given('prefix', prefix) }] as const;
  });
  return {
    from,
    ...given('names', names && [...names]),
    ...given('hosts', hosts && [...hosts]),
    ...given('needs', needs && [...needs]),
    fields: Object.fromEntries(targets),
    ...given('constants', constants && { ...constants }),
  };
}

function withNetworkFields({ type, network, fields }: AnyConnector): FieldMap {
  if (network === false) return fields as FieldMap;
  // The runtime takes this value for itself; a plugin's field of that name would never be filled.
  if (Object.hasOwn(fields as FieldMap, allowListField))
    throw new PatchbayError('plugin-invalid', `${type} must not declare the field ${allowListField}.`);
  return { ...(fields as FieldMap), ...networkFields() };
}

function nodeManifest(prefix: string, node: AnyNode): NodeManifest {
  const slots = Object.entries((node.connections ?? {}) as Record<string, SlotDefinition>);
  return {
    type: `${prefix}.${node.type}`,
    version: node.version,
    displayName: node.displayName,
    description: node.description,
    ...given('icon', node.icon),
    group: node.group,
    ...given('trigger', node.trigger),
    ...given('subtitle', node.subtitle),
    parameters: wire(node.type, node.parameters as FieldMap),
    inputs: node.inputs.map(pin),
    outputs: node.outputs.map(pin),
    connections: slots.map(([slot, { displayName, accepts, required, inline }]) => ({
      slot,
      ...given('displayName', displayName),
      accepts: {
        ...given('capability', accepts.capability),
        ...given('types', accepts.types && [...accepts.types]),
      },
      required,
      ...given('inline', inline),
    })),
  };
}

function pin({
  name,
  type,
  displayName,
  aliases,
  required,
  displayOptions,
  nameFrom,
}: AnyNode['inputs'][number]): NodeManifest['inputs'][number] {
  return {
    name,
    type,
    ...given('displayName', displayName),
    ...given('aliases', aliases && [...aliases]),
    ...given('required', required),
    ...given('displayOptions', displayOptions),
    ...given('nameFrom', nameFrom),
  };
}

function wire(type: string, fields: FieldMap): Record<string, unknown>[] {
  try {
    return toWire(fields) as unknown as Record<string, unknown>[];
  } catch (cause) {
    throw new PatchbayError('plugin-invalid', {
      detail: `The fields of ${type} are not declared correctly.`,
      cause,
    });
  }
}

function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
