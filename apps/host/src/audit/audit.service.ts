import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { auditTable, type AuditRow } from './audit.table.js';
import { Batcher } from './batcher.js';
import { canonicalJson, genesis, hashOf } from './chain.js';

export interface AuditEntry {
  projectId: string | null;
  /** `user:<id>`, `operator` or `system`; see `actorOf`. */
  actor: string;
  /** Subject and past tense, such as `connection.created`. */
  action: string;
  subjectType: string;
  subjectId: string | null;
  /** Names, ids, counts; never a secret's value. */
  details?: Readonly<Record<string, unknown>>;
}

/** The append-only log. Whoever acts appends first; when that fails, the action fails. */
@Injectable()
export class AuditService {
  /** Leases come in bursts: those that arrive during a write to disk share the next one. */
  readonly #batcher = new Batcher<AuditEntry>((entries) =>
    this.store.transaction((manager) => this.#write(entries, manager)),
  );

  constructor(private readonly store: Store) {}

  /**
   * Appends inside the transaction of what is recorded, or in one of its own when there is none. Several entries
   * share one transaction and so one write to disk.
   * @throws PatchbayError `audit-unavailable`
   */
  async append(entries: AuditEntry | readonly AuditEntry[], manager?: EntityManager): Promise<void> {
    if (manager === undefined) this.store.refuseInsideTransaction();
    const list = Array.isArray(entries) ? (entries as readonly AuditEntry[]) : [entries as AuditEntry];
    try {
      if (manager === undefined) await this.#batcher.add(list);
      else await this.#write(list, manager);
    } catch (cause) {
      throw new PatchbayError('audit-unavailable', {
        detail: 'Nothing was done, because it could not be recorded.',
        cause,
      });
    }
  }

  async #write(entries: readonly AuditEntry[], manager: EntityManager): Promise<void> {
    // In PostgreSQL two writers would read the same last record and fork the chain.
    if (this.store.kind === 'postgres') await manager.query('SELECT pg_advisory_xact_lock($1)', [chainLock]);
    const [last] = await manager.find(auditTable, {
      order: { sequence: 'DESC' },
      take: 1,
      select: { sequence: true, hash: true },
    });
    const rows: AuditRow[] = [];
    for (const entry of entries) rows.push(link(entry, rows.at(-1) ?? last));
    await insertRows(manager, auditTable, rows);
  }
}

const chainLock = 7_281_643;

function link(entry: AuditEntry, previous: Pick<AuditRow, 'sequence' | 'hash'> | undefined): AuditRow {
  const { projectId, actor, action, subjectType, subjectId, details = {} } = entry;
  const record = {
    sequence: (previous?.sequence ?? 0) + 1,
    at: now(),
    projectId,
    actor,
    action,
    subjectType,
    subjectId,
    details: canonicalJson(details),
    previousHash: previous?.hash ?? genesis,
  };
  return { ...record, hash: hashOf(record) };
}
