import { MoreThan } from 'typeorm';
import type { Store } from '../database/store.js';
import { auditTable, type AuditRow } from './audit.table.js';
import { genesis, hashOf } from './chain.js';

export interface AuditHead {
  sequence: number;
  hash: string;
}

export type AuditVerdict = { ok: true; head: AuditHead } | { ok: false; sequence: number; problem: string };

/**
 * Walks the whole chain in pages and names the first record that was edited, deleted or moved. Records cut off at
 * the end leave a sound chain behind; they show when `expected`, a head kept elsewhere, is given.
 */
export async function verifyAudit(store: Store, expected?: AuditHead): Promise<AuditVerdict> {
  let head: AuditHead = { sequence: 0, hash: genesis };
  for (;;) {
    const rows = await store.manager.find(auditTable, {
      where: { sequence: MoreThan(head.sequence) },
      order: { sequence: 'ASC' },
      take: pageSize,
    });
    for (const row of rows) {
      const problem = problemOf(row, head) ?? truncatedBefore(row, expected);
      if (problem !== undefined) return { ok: false, sequence: row.sequence, problem };
      head = { sequence: row.sequence, hash: row.hash };
    }
    if (rows.length < pageSize) return atEnd(head, expected);
  }
}

const pageSize = 1000;

function problemOf(row: AuditRow, previous: AuditHead): string | undefined {
  if (row.sequence !== previous.sequence + 1) return 'records before this one are missing';
  if (row.previousHash !== previous.hash) return 'it does not follow on the record before it';
  return hashOf(row) === row.hash ? undefined : 'it was edited';
}

function truncatedBefore(row: AuditRow, expected: AuditHead | undefined): string | undefined {
  const differs = row.sequence === expected?.sequence && row.hash !== expected.hash;
  return differs ? 'it is not the record that was known' : undefined;
}

function atEnd(head: AuditHead, expected: AuditHead | undefined): AuditVerdict {
  if (expected === undefined || expected.sequence <= head.sequence) return { ok: true, head };
  return { ok: false, sequence: head.sequence + 1, problem: 'records at the end are missing' };
}
