import { Injectable } from '@nestjs/common';
import type { AuditFilter, AuditListQuery, AuditRecord, AuditVerdict } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { SelectQueryBuilder } from 'typeorm';
import { directOver } from '../database/direct.js';
import { Store } from '../database/store.js';
import { callerMay, type Caller } from '../http/caller.js';
import { lastRow } from './append-records.js';
import { AuditAnchor, type AuditHead } from './audit-anchor.js';
import { auditRows } from './audit-pages.js';
import { auditTable, type AuditRow } from './audit.table.js';
import { verifyAudit } from './verify.js';

/** Looks through the log, hands it out whole, and checks it. */
@Injectable()
export class AuditReader {
  constructor(
    private readonly store: Store,
    private readonly anchor: AuditAnchor,
  ) {}

  /** Newest first; the cursor is the sequence that the next page stays below. */
  async list(
    caller: Caller,
    query: AuditListQuery,
  ): Promise<{ items: AuditRecord[]; nextCursor: string | null }> {
    const narrow = narrowing(caller, query);
    const below = query.cursor === undefined ? undefined : placeOf(query.cursor);
    const limit = query.limit ?? defaultLimit;
    const upTo = below === undefined ? await this.#committed() : below - 1;
    const found = this.store.manager.createQueryBuilder(auditTable, 'audit');
    const rows = await narrow(found.where('audit.sequence <= :upTo', { upTo }))
      .orderBy('audit.sequence', 'DESC')
      .limit(limit + 1)
      .getMany();
    const shown = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? String(shown.at(-1)?.sequence) : null;
    return { items: shown.map(toRecord), nextCursor };
  }

  /** JSON lines, oldest first, made while they are read. */
  async *export(caller: Caller, filter: AuditFilter): AsyncGenerator<string> {
    const narrow = narrowing(caller, filter);
    for await (const row of auditRows(this.store, { upTo: await this.#committed(), narrow }))
      yield `${JSON.stringify(toRecord(row))}\n`;
  }

  async verify(expected?: AuditHead): Promise<AuditVerdict> {
    const verdict = await verifyAudit(this.store, this.anchor, expected);
    const { checked } = verdict;
    if (!verdict.ok) {
      const { sequence, problem } = verdict;
      return { ok: false, checked, head: null, firstBad: { sequence, problem } };
    }
    return { ok: true, checked, head: checked === 0 ? null : verdict.head, firstBad: null };
  }

  /** In a transaction: SQLite's one connection would else show what may yet be rolled back. */
  async #committed(): Promise<number> {
    return (await this.store.transaction((manager) => lastRow(directOver(manager)))).sequence;
  }
}

const defaultLimit = 50;

type Query = SelectQueryBuilder<AuditRow>;

/** @throws PatchbayError `forbidden` when somebody who administers a project asks for the whole installation */
function narrowing(caller: Caller, filter: AuditFilter): (query: Query) => Query {
  const isWhole = filter.scope === 'instance';
  if (isWhole && !callerMay(caller, 'instance'))
    throw new PatchbayError('forbidden', 'This needs the permission instance.');
  return (query) => {
    if (!isWhole) query.andWhere('audit.projectId = :projectId', { projectId: caller.projectId });
    const { actor, action, subjectType, subjectId, from, to } = filter;
    if (actor !== undefined)
      query.andWhere("(audit.actor = :actor OR audit.actor LIKE :tokens ESCAPE '\\')", {
        actor,
        tokens: startingWith(`${actor}/`),
      });
    if (action !== undefined)
      query.andWhere(`audit.action ${action.endsWith('.') ? "LIKE :action ESCAPE '\\'" : '= :action'}`, {
        action: action.endsWith('.') ? startingWith(action) : action,
      });
    if (subjectType !== undefined) query.andWhere('audit.subjectType = :subjectType', { subjectType });
    if (subjectId !== undefined) query.andWhere('audit.subjectId = :subjectId', { subjectId });
    if (from !== undefined) query.andWhere('audit.at >= :since', { since: inUtc(from) });
    if (to !== undefined) query.andWhere('audit.at < :until', { until: inUtc(to) });
    return query;
  };
}

function startingWith(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** As the store keeps times, whatever zone they were given in. */
function inUtc(time: string): string {
  return new Date(time).toISOString();
}

function placeOf(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new PatchbayError('validation-failed', {
    errors: [{ pointer: '/cursor', detail: 'Not a cursor of this list' }],
  });
}

function toRecord(row: AuditRow): AuditRecord {
  return { ...row, details: detailsOf(row) };
}

/** What somebody wrote over need not be JSON any more; looking at the log must not fail because of it. */
function detailsOf({ details }: AuditRow): AuditRecord['details'] {
  try {
    return JSON.parse(details) as AuditRecord['details'];
  } catch {
    return { damaged: true };
  }
}
