import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { PluginManifest, PluginSource } from '@patchbay/protocol';
import { CONFIG, type Config } from '../config/config.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';
import { RunnerGateway } from '../runners/runner-gateway.js';
import { assemble, type Candidate } from './assemble.js';
import { buildEntries } from './build-entries.js';
import { CatalogService } from './catalog.service.js';
import { pluginDigest } from './digest.js';
import { discoverPlugins, type Found } from './discover.js';
import { pluginManifestTable } from './plugin-manifest.table.js';

/** Reads the installed plugins at the start; a runner is asked only about code that was never described. */
@Injectable()
export class CatalogLoader implements OnModuleInit {
  #found: readonly Found[] = [];
  readonly #digests = new Map<string, string>();
  /** What earlier starts were told, by package: a runner then imports a plugin only when a run needs it. */
  readonly #provides = new Map<string, NonNullable<PluginSource['provides']>>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: Store,
    private readonly runners: RunnerGateway,
    private readonly catalog: CatalogService,
    private readonly log: Log,
  ) {}

  /** Before the first runner starts: it sees the code of the plugins that it is told of, and nothing else. */
  async onModuleInit(): Promise<void> {
    this.#found = discoverPlugins(this.config.plugins);
    for (const plugin of this.#found) {
      const manifest = 'source' in plugin ? await this.#stored(this.#digestOf(plugin.folder)) : undefined;
      if ('source' in plugin && manifest) this.#provides.set(plugin.source.packageName, providesOf(manifest));
    }
    this.runners.setPlugins(this.#sources());
  }

  /** A plugin that does not work is listed with the reason and keeps nobody else from starting. */
  async load(): Promise<void> {
    const candidates: Candidate[] = [];
    for (const plugin of this.#found) candidates.push(await this.#read(plugin));
    const catalog = assemble(candidates);
    const broken = catalog.plugins.filter(({ available }) => !available);
    for (const { packageName, reason } of broken)
      this.log.warn('A plugin is not available', { plugin: packageName, reason });
    // Again even when none is broken: what each plugin provides is known now, so no other code is loaded for it.
    this.runners.setPlugins(this.#sources(broken.map(({ packageName }) => packageName)));
    this.catalog.replace(catalog);
  }

  #sources(without: readonly string[] = []): PluginSource[] {
    const sources = this.#found.flatMap((plugin) => ('source' in plugin ? [plugin.source] : []));
    return sources
      .filter(({ packageName }) => !without.includes(packageName))
      .map((source) => {
        const provides = this.#provides.get(source.packageName);
        return provides === undefined ? source : { ...source, provides };
      });
  }

  async #read(found: Found): Promise<Candidate> {
    if ('problem' in found) return unavailable(found.name, '', found.problem);
    const { packageName, packageVersion } = found.source;
    try {
      const manifest = await this.#manifest(found.folder, found.source);
      return {
        packageName,
        version: packageVersion,
        available: true,
        ...buildEntries(manifest, found.source),
      };
    } catch (error) {
      this.log.error('A plugin could not be described', error, { plugin: packageName });
      return this.#asBefore(
        found.source,
        error instanceof Error ? error.message : 'It could not be described.',
      );
    }
  }

  async #manifest(folder: string, source: PluginSource): Promise<PluginManifest> {
    const digest = this.#digestOf(folder);
    const stored = await this.#stored(digest);
    if (stored !== undefined) return stored;
    const manifest = await this.runners.describe(source);
    this.#provides.set(source.packageName, providesOf(manifest));
    const row = { digest, packageName: source.packageName, manifest, describedAt: now() };
    await this.store.transaction((manager) => insertRows(manager, pluginManifestTable, row));
    return manifest;
  }

  /** Of the code as it was when the start looked first. */
  #digestOf(folder: string): string {
    const digest = this.#digests.get(folder) ?? pluginDigest(folder);
    this.#digests.set(folder, digest);
    return digest;
  }

  async #stored(digest: string): Promise<PluginManifest | undefined> {
    const row = await this.store.manager.findOneBy(pluginManifestTable, { digest });
    return row?.manifest;
  }

  /** What a working build of it declared last, so that its connections keep their fields and masks. */
  async #asBefore({ packageName, packageVersion }: PluginSource, reason: string): Promise<Candidate> {
    const [last] = await this.store.manager.find(pluginManifestTable, {
      where: { packageName },
      order: { describedAt: 'DESC' },
      take: 1,
    });
    const nothing = unavailable(packageName, packageVersion, reason);
    if (last === undefined) return nothing;
    try {
      return {
        ...nothing,
        ...buildEntries(last.manifest, { packageName, packageVersion, unavailable: reason }),
      };
    } catch {
      return nothing;
    }
  }
}

function providesOf({ name, connectors }: PluginManifest): NonNullable<PluginSource['provides']> {
  return { name, connectorTypes: connectors.flatMap(({ type, aliases }) => [type, ...aliases]) };
}

function unavailable(packageName: string, version: string, reason: string): Candidate {
  return { packageName, version, available: false, reason, connectors: [], nodes: [] };
}
