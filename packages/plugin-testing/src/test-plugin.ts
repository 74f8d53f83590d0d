import { describe, it } from 'node:test';
import type { FieldMap, PluginDefinition } from '@patchbay/plugin-sdk';
import { checkDescription, checkDistinctNames } from './contract/description.js';
import { checkFields, checkSecrets } from './contract/fields.js';
import { checkIcon } from './contract/icon.js';
import { checkLazyLoading } from './contract/lazy-loading.js';
import { checkLeftovers } from './contract/leftovers.js';
import { checkUnreachable } from './contract/unreachable.js';
import { describeHostile } from './hostile/suite.js';
import type { ConnectorSample } from './sample.js';

export interface TestPluginOptions {
  /** The compiled module of the plugin, such as `new URL('./index.js', import.meta.url)`. */
  entry: URL;
  /** By type; every connector needs one. */
  connectors?: Readonly<Record<string, ConnectorSample>>;
}

/** Registers the tests that every plugin passes; call it at the top of one of the plugin's specs. */
export function testPlugin(
  plugin: PluginDefinition,
  { entry, connectors: samples = {} }: TestPluginOptions,
): void {
  const connectors = plugin.connectors ?? [];
  const nodes = plugin.nodes ?? [];
  describe(`the plugin ${plugin.name}`, () => {
    it('describes itself in plain JSON with every text in place', () => checkDescription(plugin));
    it('names each connector, alias and node once', () => checkDistinctNames(plugin));
    it('loads nothing but Patchbay and itself until a connection is opened', () => checkLazyLoading(entry));
    for (const { type, icon } of [...connectors, ...nodes]) {
      it(`draws ${type} with an icon that is only a drawing`, () => checkIcon(icon));
    }
    for (const connector of connectors) {
      const sample = samples[connector.type] ?? {};
      it(`declares valid fields for ${connector.type}`, () => checkFields(connector.fields as FieldMap));
      it(`keeps the secrets of ${connector.type} hidden`, () => checkSecrets(connector.fields as FieldMap));
      if (sample.unreachable) {
        const { unreachable } = sample;
        it(`finds in time that nothing answers ${connector.type}`, () =>
          checkUnreachable(connector, unreachable));
      }
      it(`leaves nothing open of ${connector.type}`, () => checkLeftovers(connector, sample));
    }
    for (const connector of connectors) describeHostile(connector, samples[connector.type] ?? {});
    for (const node of nodes) {
      it(`declares valid parameters for ${node.type}`, () => checkFields(node.parameters as FieldMap));
    }
  });
}
