import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { InlineCredentials, PatternGraph } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { type JsonObject, maskConfig, type MergePlan, pointerTo } from '@patchbay/fields';
import type { EntityManager } from 'typeorm';
import { planCreate, planOverride, secretsOf, touchesSecrets } from '../connections/config-plan.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { type InlinePlace, inlinePlaces, withInline } from './inline-place.js';
import { inlineSecretTable, type InlineSecretRow } from './inline-secret.table.js';
import { InlineSecrets, type PatternPlace } from './inline-secrets.js';

/** Takes the secrets out of graphs that are saved, and shows graphs with masks in their place. */
@Injectable()
export class InlineKeeper {
  constructor(
    private readonly catalog: CatalogService,
    private readonly secrets: InlineSecrets,
  ) {}

  /**
   * The graph as it is stored: what is secret is sealed in rows of its own, which are written here. What the stored
   * graph has at the same node and slot may be kept by the mask, by the rules of connections.
   * @throws PatchbayError `validation-failed`, `secret-not-set`, `secret-reentry-required`
   */
  async keep(
    manager: EntityManager,
    pattern: PatternPlace,
    graph: PatternGraph,
    stored?: PatternGraph,
  ): Promise<PatternGraph> {
    const known = new Map(
      stored === undefined ? [] : inlinePlaces(stored).map((each) => [keyOf(each), each]),
    );
    const kept = new Map<string, InlineCredentials>();
    for (const place of inlinePlaces(graph)) {
      const before = known.get(keyOf(place))?.inline;
      kept.set(keyOf(place), await this.#keepOne(manager, pattern, place, before));
    }
    return withInline(graph, (place) => kept.get(keyOf(place)) ?? place.inline);
  }

  /** As the API answers it. Without the connector's fields everything is secret. */
  shown(graph: PatternGraph): PatternGraph {
    return withInline(graph, ({ inline: { type, config, secretKeys = [], secretsSetAt } }) => {
      const fields = this.catalog.connector(type)?.fields;
      const masked =
        fields === undefined
          ? maskConfig(
              {},
              Object.keys(config)
                .map((key) => pointerTo('', key))
                .concat(secretKeys),
            )
          : maskConfig(config as JsonObject, secretKeys, fields);
      return { type, config: masked, secretKeys, ...(secretsSetAt === undefined ? {} : { secretsSetAt }) };
    });
  }

  async forget(manager: EntityManager, patternId: string): Promise<string[]> {
    const rows = await manager.findBy(inlineSecretTable, { patternId });
    await manager.delete(inlineSecretTable, { patternId });
    return rows.map(({ id }) => id);
  }

  async #keepOne(
    manager: EntityManager,
    pattern: PatternPlace,
    place: InlinePlace,
    before: InlineCredentials | undefined,
  ): Promise<InlineCredentials> {
    const { fields, description } = this.catalog.requireConnector(place.inline.type);
    const { type } = description;
    const given = place.inline.config as JsonObject;
    const member = `${place.pointer}/config`;
    // Another type's fields mean something else; nothing of what was there is carried over.
    const same = before?.type === type ? before : undefined;
    const stored = { config: (same?.config ?? {}) as JsonObject, secretKeys: same?.secretKeys ?? [] };
    const plan = same ? planOverride(fields, stored, given, member) : planCreate(fields, given, member);
    if (same && !touchesSecrets(plan) && isDeepStrictEqual(plan.config, stored.config)) return same;
    const id = randomUUID();
    const at = { ...pattern, nodeId: place.node.id, slot: place.slot, type, id };
    const secretsSealed = this.secrets.seal(at, secretsOf(plan, await this.#opened(manager, at, plan, same)));
    const row: InlineSecretRow = {
      id,
      patternId: pattern.patternId,
      nodeId: place.node.id,
      slot: place.slot,
      type,
      secretsSealed,
      createdAt: now(),
    };
    await insertRows(manager, inlineSecretTable, row);
    const secretsSetAt = touchesSecrets(plan) ? row.createdAt : (same?.secretsSetAt ?? row.createdAt);
    return { id, type, config: plan.config, secretKeys: plan.secretKeys, secretsSetAt };
  }

  async #opened(
    manager: EntityManager,
    at: PatternPlace & { nodeId: string; slot: string; type: string },
    { secrets }: MergePlan,
    same: InlineCredentials | undefined,
  ): Promise<JsonObject> {
    if (secrets.keep.length === 0 || same?.id === undefined) return {};
    const opened = await this.secrets.open(manager, { ...at, id: same.id });
    if (opened) return opened;
    throw new PatchbayError(
      'connection-quarantined',
      'The stored credentials of this node do not open. Nothing was changed; enter every secret again.',
    );
  }
}

function keyOf({ node, slot }: InlinePlace): string {
  return JSON.stringify([node.id, slot]);
}
