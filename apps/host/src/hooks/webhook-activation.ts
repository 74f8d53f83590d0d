import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PatternNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { insertRows } from '../database/rows.js';
import { HostSession } from '../database/host-session.js';
import { Store } from '../database/store.js';
import { Mutex } from '../database/transactions.js';
import type { PatternRow } from '../patterns/pattern.table.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { shapeOf, trimSlashes } from './hook-path.js';
import { HookTable } from './hook-table.js';
import { authenticationOf, callerSlot, connectorOf, readOptions } from './options/read-options.js';
import { oneOf, textsOf, wrong } from './options/read-parameter.js';
import { type WebhookRow, webhookTable } from './webhook.table.js';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;
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
    for (const trigger of triggers) {
      for (const row of hookRows(pattern, trigger, activatedBy)) await insertHook(manager, row);
      await refuseMisfit(manager, trigger);
    }
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

/** One for each method: a request finds its own at once. */
function hookRows(pattern: PatternRow, trigger: PatternNode, activatedBy: string | null): WebhookRow[] {
  const row = {
    environment,
    path: pathOf(trigger),
    projectId: pattern.projectId,
    patternId: pattern.id,
    patternVersion: pattern.version,
    nodeId: trigger.id,
    respond: oneOf(trigger, 'respond', responses) ?? 'immediately',
    options: readOptions(trigger),
    activatedBy,
  };
  return methodsOf(trigger).map((method) => ({ id: randomUUID(), method, ...row }));
}

function methodsOf(trigger: PatternNode): string[] {
  const further = textsOf(trigger, 'methods').map((method) => method.toUpperCase());
  const unknown = further.find((method) => !methods.some((known) => known === method));
  if (unknown !== undefined) throw wrong(trigger, `methods must be of ${methods.join(', ')}`);
  return [...new Set([oneOf(trigger, 'method', methods) ?? 'POST', ...further])];
}

/** The kind of connection was looked at when the pattern was saved, but not whether it is the kind that is asked for. */
async function refuseMisfit(manager: EntityManager, trigger: PatternNode): Promise<void> {
  const authentication = authenticationOf(trigger);
  if (authentication === 'none') return;
  const id = trigger.connections?.[callerSlot] ?? '';
  const connection = await manager.findOneBy(connectionTable, { id });
  if (connection?.type !== connectorOf[authentication])
    throw wrong(trigger, `its authentication needs a connection of the type ${connectorOf[authentication]}`);
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
