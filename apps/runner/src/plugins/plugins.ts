import type { AnyConnector, AnyNode, PluginDefinition } from '@patchbay/plugin-sdk';
import type { PluginSource } from '@patchbay/protocol';
import type { Catalog } from '@patchbay/runtime';
import { loadPlugin } from './load-plugin.js';

/** The installed plugins, each imported when one of its types is needed and not before. */
export class Plugins implements Catalog {
  #sources: readonly PluginSource[] = [];
  readonly #loading = new Map<string, Promise<PluginDefinition>>();
  readonly #nodes = new Map<string, AnyNode>();
  readonly #connectors = new Map<string, AnyConnector>();

  set(sources: readonly PluginSource[]): void {
    this.#sources = sources;
  }

  node(type: string): AnyNode | undefined {
    return this.#nodes.get(type);
  }

  connector(typeOrAlias: string): AnyConnector | undefined {
    return this.#connectors.get(typeOrAlias);
  }

  /** Makes `node()` answer for these types, as far as a plugin provides them. */
  async needNodes(types: Iterable<string>): Promise<void> {
    for (const type of new Set(types)) {
      const prefix = type.slice(0, type.indexOf('.'));
      if (!this.#nodes.has(type)) await this.#loadFor(({ provides }) => provides?.name === prefix);
    }
  }

  /** Makes `connector()` answer for this type or alias, if a plugin provides it. */
  async needConnector(type: string): Promise<void> {
    if (this.#connectors.has(type)) return;
    await this.#loadFor(({ provides }) => provides?.connectorTypes.includes(type) === true);
  }

  load(source: PluginSource): Promise<PluginDefinition> {
    const known = this.#loading.get(source.entry);
    if (known) return known;
    const loading = loadPlugin(source).then((plugin) => {
      this.#enter(plugin);
      return plugin;
    });
    this.#loading.set(source.entry, loading);
    return loading;
  }

  /** Of plugins that nobody has described yet, any could be the one. */
  async #loadFor(matches: (source: PluginSource) => boolean): Promise<void> {
    const known = this.#sources.filter(matches);
    const candidates = known.length > 0 ? known : this.#sources.filter(({ provides }) => !provides);
    await Promise.all(candidates.map((source) => this.load(source)));
  }

  /** The first plugin keeps a type that two declare: a later one must not take over its connections. */
  #enter(plugin: PluginDefinition): void {
    for (const node of plugin.nodes ?? []) enterFirst(this.#nodes, `${plugin.name}.${node.type}`, node);
    for (const connector of plugin.connectors ?? []) {
      for (const type of [connector.type, ...(connector.aliases ?? [])])
        enterFirst(this.#connectors, type, connector);
    }
  }
}

function enterFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}
