import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InlineCredentials, type PatternGraph } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { type JsonObject, type SplitConfig, splitConfig } from '@patchbay/fields';
import { Value } from '@sinclair/typebox/value';
import type { EntityManager } from 'typeorm';
import { insertRows, updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { type InlinePlace, inlinePlaces, withInline } from '../inline/inline-place.js';
import { inlineSecretTable } from '../inline/inline-secret.table.js';
import { inlineBinding, type PatternPlace } from '../inline/inline-secrets.js';
import { lockPatterns } from '../patterns/lock-patterns.js';
import { patternTable, patternVersionTable } from '../patterns/pattern.table.js';
import { VersionCache } from '../patterns/version-cache.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { type BackfillPlace, nextRows } from './backfill-place.js';
import { Instance } from './instance.js';
import { SealedJson } from './sealed-json.js';
import { splitAnew } from './unsealed.js';

/** What takes the place of credentials in a graph, by node, slot and what stood there. */
type Sealed = Map<string, InlineCredentials>;

/** Credentials that were typed into nodes and lie readable in the graphs of patterns, drafts and versions alike. */
@Injectable()
export class BackfillGraphs {
  constructor(
    private readonly catalog: CatalogService,
    private readonly sealed: SealedJson,
    private readonly instance: Instance,
    private readonly versions: VersionCache,
  ) {}

  /** One row is a pattern with all its versions: they share what is sealed. */
  place(): BackfillPlace {
    return {
      name: `${patternTable.options.name}.graph`,
      page: async (manager, after) => {
        const rows = await nextRows(manager, { table: patternTable, keys: ['id'] }, after);
        return rows.map(({ id, projectId }) => ({
          keys: [id],
          seal: (write) => this.#seal(manager, { projectId, patternId: id }, write),
        }));
      },
      sealed: () => {
        this.versions.forget();
      },
    };
  }

  async #seal(manager: EntityManager, pattern: PatternPlace, write: boolean): Promise<boolean> {
    const { patternId } = pattern;
    // Whoever saves the pattern meanwhile waits, and finds what was sealed.
    const [draft] = await lockPatterns(manager, pattern.projectId, [patternId]);
    if (draft === undefined) return false;
    const versions = await manager.findBy(patternVersionTable, { patternId });
    const sealed: Sealed = new Map();
    for (const { graph } of [draft, ...versions])
      await this.#sealGraph(manager, pattern, graph, sealed, write);
    if (!write || sealed.size === 0) return sealed.size > 0;
    await updateRows(manager, patternTable, { id: patternId }, { graph: withSealed(draft.graph, sealed) });
    for (const { version, graph } of versions)
      await updateRows(
        manager,
        patternVersionTable,
        { patternId, version },
        { graph: withSealed(graph, sealed) },
      );
    await this.versions.tellOthers(manager);
    return true;
  }

  async #sealGraph(
    manager: EntityManager,
    pattern: PatternPlace,
    graph: PatternGraph,
    sealed: Sealed,
    write: boolean,
  ): Promise<void> {
    for (const place of inlinePlaces(graph)) {
      if (sealed.has(keyOf(place))) continue;
      const parts = await this.#split(manager, pattern, place);
      if (parts === undefined) continue;
      const { inline, row } = this.#sealedAs(pattern, place, parts);
      if (write) await insertRows(manager, inlineSecretTable, row);
      sealed.set(keyOf(place), inline);
    }
  }

  /** Undefined for credentials that are as they should be. */
  async #split(
    manager: EntityManager,
    pattern: PatternPlace,
    { node, slot, inline, pointer }: InlinePlace,
  ): Promise<SplitConfig | undefined> {
    if (!Value.Check(InlineCredentials, inline))
      throw new PatchbayError('validation-failed', `${pointer} holds no credentials.`);
    const { id, secretKeys = [] } = inline;
    const config = inline.config as JsonObject;
    const connector = this.catalog.connector(inline.type);
    // It never passed through here: without its connector nobody knows what of it is secret, so all of it is.
    if (id === undefined) return splitConfig(connector?.fields, config);
    if (connector === undefined || splitConfig(connector.fields, config).secretKeys.length === 0)
      return undefined;
    const text = (await manager.findOneBy(inlineSecretTable, { id }))?.secretsSealed ?? '';
    const binding = inlineBinding(this.instance.id, {
      ...pattern,
      nodeId: node.id,
      slot,
      type: inline.type,
      id,
    });
    return splitAnew(connector.fields, { config, secretKeys, text }, () => this.sealed.open(binding, text));
  }

  #sealedAs(
    pattern: PatternPlace,
    { node, slot, inline }: InlinePlace,
    { config, secretKeys, secrets }: SplitConfig,
  ) {
    const type = this.catalog.connector(inline.type)?.description.type ?? inline.type;
    const place = { patternId: pattern.patternId, nodeId: node.id, slot, type, id: randomUUID() };
    const secretsSealed = this.sealed.seal(
      inlineBinding(this.instance.id, { ...pattern, ...place }),
      secrets,
    );
    const createdAt = now();
    const secretsSetAt = inline.secretsSetAt ?? createdAt;
    return {
      inline: { id: place.id, type, config, secretKeys, secretsSetAt },
      row: { ...place, secretsSealed, createdAt },
    };
  }
}

function withSealed(graph: PatternGraph, sealed: Sealed): PatternGraph {
  return withInline(graph, (place) => sealed.get(keyOf(place)) ?? place.inline);
}

function keyOf({ node, slot, inline }: InlinePlace): string {
  return JSON.stringify([node.id, slot, inline]);
}
