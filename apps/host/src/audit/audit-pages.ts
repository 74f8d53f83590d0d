import type { SelectQueryBuilder } from 'typeorm';
import type { Store } from '../database/store.js';
import { auditTable, type AuditRow } from './audit.table.js';

type Query = SelectQueryBuilder<AuditRow>;

/** Rows in the order of the chain, read page by page, so that a log of any length passes through little memory. */
export async function* auditRows(
  store: Store,
  { upTo, narrow = (query) => query }: { upTo: number; narrow?: (query: Query) => Query },
): AsyncGenerator<AuditRow> {
  for (let from = lowest; ;) {
    const query = store.manager
      .createQueryBuilder(auditTable, 'audit')
      .select([])
      .where('audit.sequence BETWEEN :from AND :upTo', { from, upTo });
    // Raw: making entities of them takes four times as long as reading and hashing them.
    for (const column of columns) query.addSelect(`audit.${column}`, column);
    const rows = await narrow(query).orderBy('audit.sequence').limit(pageSize).getRawMany<AuditRow>();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    from = last.sequence + 1;
  }
}

/** Below 1 too: a record that was put in before the first must not be passed over. */
const lowest = -2_147_483_648;
const pageSize = 1000;
const columns = Object.keys(auditTable.options.columns);
