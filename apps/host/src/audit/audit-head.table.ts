import { key, table, text, type Row } from '../database/table.js';

/** One row: where the chain ends, sealed, so that nobody who can write to the store alone can move its end. */
export const auditHeadTable = table('audit_head', { id: key(text()), sealed: text() });
export type AuditHeadRow = Row<typeof auditHeadTable>;
