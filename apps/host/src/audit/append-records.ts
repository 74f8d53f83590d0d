import { bulkInsert } from '../database/table-statements.js';
import type { Direct } from '../database/direct.js';
import { now } from '../database/table.js';
import { emptyChain, type AuditAnchor, type AuditHead } from './audit-anchor.js';
import type { AuditEntry } from './audit-entry.js';
import { auditTable, type AuditRow } from './audit.table.js';
import { canonicalJson, hashOf } from './chain.js';

/** Continues the chain within a transaction; answers with its end, of which the anchor is told after the commit. */
export async function appendRecords(
  direct: Direct,
  anchor: AuditAnchor,
  entries: readonly AuditEntry[],
): Promise<AuditHead> {
  // In PostgreSQL two writers would read the same last record and fork the chain.
  if (direct.kind === 'postgres') await direct.run('SELECT pg_advisory_xact_lock(?)', [chainLock]);
  const anchored = await anchor.read(direct);
  // Goes on from the anchor, not from the last row: where records were cut off, the gap stays for good.
  const rows = linked(
    anchored === undefined ? [anchorLost, ...entries] : entries,
    anchored ?? (await lastRow(direct)),
  );
  await insert(direct, rows);
  const head = headOf(rows);
  await anchor.write(direct, head);
  return head;
}

export const anchorLostAction = 'audit.anchorLost';
const chainLock = 7_281_643;
const insert = bulkInsert(auditTable);

/** Written once when the anchor is gone; the log is not sound from there on, and nobody can take the record out. */
const anchorLost: AuditEntry = {
  projectId: null,
  actor: 'system',
  action: anchorLostAction,
  subjectType: 'audit',
  subjectId: null,
};

const lastRecord = 'SELECT "sequence", "hash" FROM "audit" ORDER BY "sequence" DESC LIMIT 1';

/** The last record that the table holds, whoever wrote it. */
export async function lastRow(direct: Direct): Promise<AuditHead> {
  const [last] = await direct.all<AuditHead>(lastRecord);
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
