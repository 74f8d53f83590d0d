import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { Store } from '../database/store.js';
import { AuditAnchor, emptyChain, type AuditHead } from './audit-anchor.js';
import { auditTable, type AuditRow } from './audit.table.js';
import { Batcher } from './batcher.js';
import { canonicalJson, hashOf } from './chain.js';

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
  readonly #batcher = new Batcher<AuditEntry>(async (entries) => {
    const head = await this.store.transaction((manager) => this.#write(entries, manager));
    this.anchor.committed(head);
  });

  constructor(
    private readonly store: Store,
    private readonly anchor: AuditAnchor,
  ) {}

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

  async #write(entries: readonly AuditEntry[], manager: EntityManager): Promise<AuditHead> {
    // In PostgreSQL two writers would read the same last record and fork the chain.
    if (this.store.kind === 'postgres') await manager.query('SELECT pg_advisory_xact_lock($1)', [chainLock]);
    const anchored = await this.anchor.read(manager);
    // Goes on from the anchor, not from the last row: where records were cut off, the gap stays for good.
    const rows = linked(
      anchored === undefined ? [anchorLost, ...entries] : entries,
      anchored ?? (await lastRow(manager)),
    );
    await insertRows(manager, auditTable, rows);
    const head = headOf(rows);
    await this.anchor.write(manager, head);
    return head;
  }
}

export const anchorLostAction = 'audit.anchorLost';
const chainLock = 7_281_643;

/** Written once when the anchor is gone; the log is not sound from there on, and nobody can take the record out. */
const anchorLost: AuditEntry = {
  projectId: null,
  actor: 'system',
  action: anchorLostAction,
  subjectType: 'audit',
  subjectId: null,
};

/** The last record that the table holds, whoever wrote it. */
export async function lastRow(manager: EntityManager): Promise<AuditHead> {
  const [last] = await manager.find(auditTable, {
    order: { sequence: 'DESC' },
    take: 1,
    select: { sequence: true, hash: true },
  });
  return last ?? emptyChain;
}

function linked(entries: readonly AuditEntry[], head: AuditHead): AuditRow[] {
  const rows: AuditRow[] = [];
  for (const entry of entries) rows.push(link(entry, rows.at(-1) ?? head));
  return rows;
}

function headOf(rows: readonly AuditRow[]): AuditHead {
  const { sequence, hash } = rows.at(-1) ?? emptyChain;
  return { sequence, hash };
}

function link(entry: AuditEntry, previous: AuditHead): AuditRow {
  const { projectId, actor, action, subjectType, subjectId, details = {} } = entry;
  const record = {
    sequence: previous.sequence + 1,
    at: now(),
    projectId,
    actor,
    action,
    subjectType,
    subjectId,
    details: canonicalJson(details),
    previousHash: previous.hash,
  };
  return { ...record, hash: hashOf(record) };
}
