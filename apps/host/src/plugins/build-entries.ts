import type { ConnectorDescription, NodeDescription } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { fromWire, parseFields, toJsonSchema, type FieldMap } from '@patchbay/fields';
import type { ConnectorManifest, NodeManifest, PluginManifest } from '@patchbay/protocol';
import type { CatalogConnector, CatalogNode } from './catalog.js';

export interface Entries {
  connectors: CatalogConnector[];
  nodes: CatalogNode[];
}

export interface Origin {
  packageName: string;
  packageVersion: string;
  /** Why the plugin does not work, when its manifest is that of an earlier build. */
  unavailable?: string | undefined;
}

/**
 * What a manifest adds to the catalog. It is plugin code's own word, so every field is checked again.
 * @throws PatchbayError `plugin-invalid` naming the connector or node
 */
export function buildEntries(manifest: PluginManifest, origin: Origin): Entries {
  return {
    connectors: manifest.connectors.map((connector) => buildConnector(connector, origin)),
    nodes: manifest.nodes.map((node) => buildNode(node, manifest.name, origin)),
  };
}

function buildConnector(manifest: ConnectorManifest, origin: Origin): CatalogConnector {
  const fields = readFields(manifest.fields, manifest.type, 'credentials');
  const description: ConnectorDescription = {
    ...manifest,
    configSchema: toJsonSchema(fields),
    ...provenance(origin),
  };
  return { fields, description };
}

function buildNode(manifest: NodeManifest, plugin: string, origin: Origin): CatalogNode {
  // Else a plugin could put itself in the place of another one's node.
  if (!manifest.type.startsWith(`${plugin}.`)) {
    throw new PatchbayError(
      'plugin-invalid',
      `The node ${manifest.type} does not begin with the plugin's name ${plugin}.`,
    );
  }
  const parameters = readFields(manifest.parameters, manifest.type, 'parameters');
  const { group, trigger, inputs, outputs, connections } = manifest;
  const description: NodeDescription = { ...manifest, ...provenance(origin) };
  return { shape: { group, trigger, parameters, inputs, outputs, connections }, description };
}

function readFields(wire: readonly object[], of: string, use: 'credentials' | 'parameters'): FieldMap {
  try {
    return parseFields(fromWire(wire as Parameters<typeof fromWire>[0], use));
  } catch (cause) {
    const where =
      cause instanceof PatchbayError
        ? cause.errors?.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')
        : undefined;
    throw new PatchbayError('plugin-invalid', {
      detail: `The fields of ${of} are not described correctly: ${where ?? 'unreadable'}.`,
      cause,
    });
  }
}

function provenance({ packageName: name, packageVersion, unavailable }: Origin) {
  const plugin = { name, version: packageVersion };
  return unavailable === undefined
    ? { plugin, available: true }
    : { plugin, available: false, unavailableReason: unavailable };
}
