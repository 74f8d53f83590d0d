import { key, nullable, table, text, whole, type Row } from '../database/table.js';

/** The chain; rows are only ever added. */
export const auditTable = table(
  'audit',
  {
    /** Counts from 1 without gaps, so that a deleted record shows. */
    sequence: key(whole()),
    at: text(),
    projectId: nullable(text()),
    /** `user:<id>`, `operator` or `system`. */
    actor: text(),
    /** What happened, such as `connection.created`. */
    action: text(),
    /** What it happened to, such as `connection`. */
    subjectType: text(),
    subjectId: nullable(text()),
    /** Further facts as canonical JSON; never a secret. */
    details: text(),
    previousHash: text(),
    hash: text(),
  },
  [{ name: 'audit_project', columns: ['projectId', 'sequence'] }],
);
export type AuditRow = Row<typeof auditTable>;
