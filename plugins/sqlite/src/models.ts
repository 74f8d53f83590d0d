import type { CallOptions, Model } from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { runStatement } from './query.js';

/** Tables and views of the file with their columns. */
export async function listModels(database: Database, { signal }: CallOptions): Promise<Model[]> {
  const { rows } = await runStatement(database, { strings: [columnsOfAll], values: [] }, { signal });
  const models = new Map<string, Model & { columns: object[] }>();
  for (const { name, kind, column, type, nullable } of rows as unknown as ColumnRow[]) {
    const model = models.get(name) ?? { name, kind, columns: [] };
    model.columns.push({ name: column, type, nullable: nullable === 1 });
    models.set(name, model);
  }
  return [...models.values()];
}

interface ColumnRow {
  name: string;
  kind: 'table' | 'view';
  column: string;
  type: string;
  nullable: 0 | 1;
}

const columnsOfAll = `
  SELECT m.name, m.type AS kind, c.name AS "column", lower(c.type) AS type, NOT (c."notnull" OR c.pk) AS nullable
    FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
   WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
   ORDER BY m.name, c.cid`;
