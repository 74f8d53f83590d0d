import { Injectable } from '@nestjs/common';
import type { ReplaceAnswer } from '@patchbay/contracts';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { connectionReferenceTable } from '../connections/connection-reference.table.js';
import { ConnectionRows } from '../connections/connection-rows.js';
import { ConnectionOpener } from '../connections/connection-opener.js';
import type { ConnectionRow } from '../connections/connection.table.js';
import { versionConflict } from '../connections/version-conflict.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { WebhookActivation } from '../hooks/webhook-activation.js';
import { webhookTable } from '../hooks/webhook.table.js';
import { actorOf, type Caller } from '../http/caller.js';
import { lockPatterns } from './lock-patterns.js';
import { freeze, keepVersion, liveGraph } from './pattern-index.js';
import { patternTable } from './pattern.table.js';
import { names, rebound, type PatternInUse } from './rebind.js';
import { ReplacementChecks } from './replacement-checks.js';

/** Puts one connection in the place of another in every draft and every live version, all or none. */
@Injectable()
export class ConnectionReplacer {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly opener: ConnectionOpener,
    private readonly checks: ReplacementChecks,
    private readonly webhooks: WebhookActivation,
    private readonly audit: AuditService,
  ) {}

  /** @throws PatchbayError `connection-type-mismatch` naming every step, `conflict`, `version-conflict` */
  async replace(caller: Caller, id: string, otherId: string): Promise<ReplaceAnswer> {
    const replaced = await this.store.transaction(async (manager) => {
      // Locked in one order, whichever replaces which: two replacements crosswise would wait for each other.
      for (const each of [id, otherId].sort()) await this.rows.requireLocked(manager, caller, each);
      const row = await this.rows.require(manager, caller, id);
      const other = await this.rows.require(manager, caller, otherId);
      this.opener.refuseUnusable(other);
      const patterns = await patternsUsing(manager, row);
      await this.checks.check(manager, patterns, row, other);
      const done: ReplaceAnswer['replaced'] = [];
      for (const pattern of patterns) done.push(await this.#rebind(manager, caller, pattern, row, other));
      const details = { name: row.name, otherId, patterns: done.map(({ patternId }) => patternId) };
      await this.#record(manager, caller, 'connection.replaced', id, details);
      return done;
    });
    await this.webhooks.reload();
    return { replaced };
  }

  /** What is live is frozen, so a changed copy goes live in its place; the draft comes after it, as the newest version. */
  async #rebind(
    manager: EntityManager,
    caller: Caller,
    { row: before, live }: PatternInUse,
    { id: from }: ConnectionRow,
    { id: to }: ConnectionRow,
  ): Promise<ReplaceAnswer['replaced'][number]> {
    const graph = rebound(before.graph, from, to);
    const isLive = names(live, from);
    const isBehind = isLive && before.activeVersion !== before.version;
    const version = before.version + (isBehind ? 2 : 1);
    const activeVersion = isLive ? before.version + 1 : before.activeVersion;
    const row = { ...before, graph, version, activeVersion, updatedAt: now() };
    const { id: patternId, name } = row;
    if (isBehind)
      await keepVersion(manager, { id: patternId, version: version - 1, graph: rebound(live, from, to) });
    // Whatever writes patterns without our lock: then nothing at all is replaced.
    const where = { id: patternId, version: before.version };
    if ((await updateRows(manager, patternTable, where, row)) === 0) throw versionConflict();
    await freeze(manager, row);
    // The trigger stays what it was, and so does the person with whose rights it runs.
    if (activeVersion !== null && isLive) {
      await updateRows(manager, webhookTable, { patternId }, { patternVersion: activeVersion });
      await this.webhooks.tell(manager);
    }
    await this.#record(manager, caller, 'pattern.changed', patternId, {
      ...{ name, version, activeVersion },
      ...{ replaced: from, by: to },
    });
    return { patternId, patternName: name, version, activeVersion };
  }

  #record(
    manager: EntityManager,
    caller: Caller,
    action: string,
    subjectId: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const subjectType = action.startsWith('pattern.') ? 'pattern' : 'connection';
    const { projectId } = caller;
    return this.audit.append(
      { projectId, actor: actorOf(caller), action, subjectType, subjectId, details },
      manager,
    );
  }
}

async function patternsUsing(manager: EntityManager, connection: ConnectionRow): Promise<PatternInUse[]> {
  const uses = await manager.find(connectionReferenceTable, {
    where: { connectionId: connection.id },
    select: { patternId: true },
  });
  const ids = [...new Set(uses.map(({ patternId }) => patternId))];
  const rows = await lockPatterns(manager, connection.projectId, ids);
  const found: PatternInUse[] = [];
  for (const row of rows) found.push({ row, live: await liveGraph(manager, row) });
  // One may have been saved between the look into the index and the lock.
  return found.filter(({ row, live }) => names(row.graph, connection.id) || names(live, connection.id));
}
