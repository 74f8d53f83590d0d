import type { CallOptions, Model } from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { runStatement } from './query.js';

/** Tables and views that the user may read, with their columns; materialised views and partitions' parents too. */
export async function listModels(
  database: Database,
  { schemas, signal }: CallOptions & { schemas?: readonly string[] },
): Promise<Model[]> {
  const wanted = schemas && schemas.length > 0 ? [...schemas] : null;
  const { rows } = await runStatement(database, { strings, values: [wanted, wanted] }, { signal });
  return rows as unknown as Model[];
}

const strings = [
  `SELECT n.nspname AS schema, c.relname AS name,
         CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind,
         json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                    'nullable', NOT a.attnotnull) ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'
     AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
     AND (`,
  '::text[] IS NULL OR n.nspname::text = ANY(',
  ')) GROUP BY n.nspname, c.relname, c.relkind ORDER BY n.nspname, c.relname',
];
