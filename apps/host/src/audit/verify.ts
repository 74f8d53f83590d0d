import type { EntityManager } from 'typeorm';
import { directOver } from '../database/direct.js';
import type { Store } from '../database/store.js';
import type { AuditAnchor, AuditHead } from './audit-anchor.js';
import { emptyChain } from './audit-anchor.js';
import { anchorLostAction, lastRow } from './append-records.js';
import { auditRows } from './audit-pages.js';
import type { AuditRow } from './audit.table.js';
import { hashOf } from './chain.js';

export type AuditVerdict =
  | { ok: true; checked: number; head: AuditHead }
  | { ok: false; checked: number; sequence: number; problem: string };

/**
 * Walks the whole chain, a page in memory at a time, and names the first record that was edited, deleted, moved or
 * put in. What was cut off at the end shows against the sealed anchor, and against `expected`, a head that somebody
 * kept elsewhere: whoever puts the whole store back as it was last week puts the anchor back too.
 */
export async function verifyAudit(
  store: Store,
  anchor: AuditAnchor,
  expected?: AuditHead,
): Promise<AuditVerdict> {
  // In a transaction: SQLite's one connection would else show what may yet be rolled back.
  const { anchored, last } = await store.transaction((manager) => endsOf(manager, anchor));
  let head = emptyChain;
  let checked = 0;
  for await (const row of auditRows(store, { upTo: last.sequence })) {
    const problem =
      problemOf(row, head) ??
      contradiction(row, anchored) ??
      contradiction(row, expected) ??
      beyond(row, anchored);
    if (problem !== undefined) return { ok: false, checked, sequence: row.sequence, problem };
    head = { sequence: row.sequence, hash: row.hash };
    checked += 1;
  }
  const problem =
    anchored === undefined
      ? 'the anchor of the log is missing or damaged'
      : (missingAtEnd(head, anchored) ?? missingAtEnd(head, expected));
  if (problem === undefined) return { ok: true, checked, head };
  return { ok: false, checked, sequence: head.sequence + 1, problem };
}

async function endsOf(
  manager: EntityManager,
  anchor: AuditAnchor,
): Promise<{ anchored: AuditHead | undefined; last: AuditHead }> {
  return { anchored: await anchor.read(directOver(manager)), last: await lastRow(directOver(manager)) };
}

function problemOf(row: AuditRow, previous: AuditHead): string | undefined {
  if (row.sequence !== previous.sequence + 1) return 'records before this one are missing';
  if (row.previousHash !== previous.hash) return 'it does not follow on the record before it';
  if (hashOf(row) !== row.hash) return 'it was edited';
  return row.action === anchorLostAction
    ? 'the anchor was lost before it, so records before it may be missing'
    : undefined;
}

/** Whoever edits a record can compute every hash after it anew, but not the sealed one. */
function contradiction(row: AuditRow, known: AuditHead | undefined): string | undefined {
  if (row.sequence !== known?.sequence || row.hash === known.hash) return undefined;
  return 'it is not the record that was known';
}

function beyond(row: AuditRow, anchored: AuditHead | undefined): string | undefined {
  if (anchored === undefined || row.sequence <= anchored.sequence) return undefined;
  return 'it was put in after the last record that Patchbay wrote';
}

function missingAtEnd(head: AuditHead, known: AuditHead | undefined): string | undefined {
  if (known === undefined || known.sequence <= head.sequence) return undefined;
  return 'records at the end are missing';
}
