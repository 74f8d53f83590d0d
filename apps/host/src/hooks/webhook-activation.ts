import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PatternNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/rows.js';
import { HostSession } from '../database/host-session.js';
import { Store } from '../database/store.js';
import { Mutex } from '../database/transactions.js';
import type { PatternRow } from '../patterns/pattern.table.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { shapeOf, trimSlashes } from './hook-path.js';
import { HookTable } from './hook-table.js';
import { type WebhookRow, webhookTable } from './webhook.table.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];
const responses = ['immediately', 'whenDone', 'byNode'] as const;
/** Until deployments exist, an active pattern is live here. */
const environment = 'development';

/** Puts the webhook triggers of a pattern version live, and takes them down. */
@Injectable()
export class WebhookActivation {
  readonly #turns = new Mutex();

  constructor(
    private readonly store: Store,
    private readonly catalog: CatalogService,
    private readonly table: HookTable,
    private readonly session: HostSession,
  ) {}

  /** Takes in what the database holds; to be called when the transaction is over. */
  reload(): Promise<void> {
    // One after the other: what an earlier one read must not come after what a later one read.
    return this.#turns.run(async () => {
      this.table.load(await this.store.manager.find(webhookTable));
    });
  }

  /** Has every host of the store reload once the transaction is over; for whoever changes what is live himself. */
  tell(manager: EntityManager): Promise<void> {
    return this.session.tell(manager, 'webhooks');
  }

  /** Reloads when another host has changed what is live. */
  follow(failed: (error: unknown) => void): void {
    this.session.hear('webhooks', () => void this.reload().catch(failed));
  }

  async putUp(manager: EntityManager, pattern: PatternRow, activatedBy: string | null): Promise<void> {
    const triggers = pattern.graph.nodes.filter(
      (node) => node.settings?.disabled !== true && this.catalog.nodeShape(node.type)?.trigger === 'webhook',
    );
    if (triggers.length === 0) {
      throw new PatchbayError(
        'pattern-invalid',
        'Only a pattern with a webhook trigger can be put live; add one.',
      );
    }
    for (const trigger of triggers) await insertHook(manager, hookRow(pattern, trigger, activatedBy));
    await this.tell(manager);
  }

  async takeDown(manager: EntityManager, patternId: string): Promise<void> {
    await manager.delete(webhookTable, { patternId });
    await this.tell(manager);
  }
}

async function insertHook(manager: EntityManager, row: WebhookRow): Promise<void> {
  const { method, path } = row;
  const live = await manager.findBy(webhookTable, { environment, method });
  if (live.some((other) => shapeOf(other.path) === shapeOf(path))) {
    throw new PatchbayError(
      'webhook-path-taken',
      `${method} /hooks/${environment}/${path} is live already; choose another path.`,
    );
  }
  await insertRows(manager, webhookTable, row);
}

function hookRow(pattern: PatternRow, trigger: PatternNode, activatedBy: string | null): WebhookRow {
  const parameters = trigger.parameters ?? {};
  return {
    id: randomUUID(),
    environment,
    method: oneOf(parameters.method ?? 'POST', methods, trigger, 'method'),
    path: pathOf(trigger),
    projectId: pattern.projectId,
    patternId: pattern.id,
    patternVersion: pattern.version,
    nodeId: trigger.id,
    respond: oneOf(parameters.respond ?? 'immediately', responses, trigger, 'respond'),
    activatedBy,
  };
}

function oneOf<T extends string>(
  value: unknown,
  allowed: readonly T[],
  trigger: PatternNode,
  name: string,
): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new PatchbayError(
    'pattern-invalid',
    `"${trigger.name}": ${name} must be one of ${allowed.join(', ')}.`,
  );
}

// An address is fixed while the pattern is live, so an expression cannot stand in it.
function pathOf(trigger: PatternNode): string {
  const path = trigger.parameters?.path;
  const clean = typeof path === 'string' ? trimSlashes(path) : '';
  const segments = clean.split('/');
  if (
    segments.every((segment) => /^:?[A-Za-z0-9._~-]+$/.test(segment) && segment !== '..' && segment !== '.')
  )
    return clean;
  throw new PatchbayError(
    'pattern-invalid',
    `"${trigger.name}": the path needs segments of letters, digits, "-", "_", "." and "~", such as orders/new or orders/:id.`,
  );
}
