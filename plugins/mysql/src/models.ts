import type { CallOptions, Model } from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import { runStatement } from './query.js';

/** Tables and views that the user may see, with their columns; databases of the server itself are left out. */
export async function listModels(
  database: Database,
  { schemas = [], signal }: CallOptions & { schemas?: readonly string[] },
): Promise<Model[]> {
  const { rows } = await runStatement(database, columnsStatement(schemas), { signal });
  const models = new Map<string, Model & { columns: object[] }>();
  for (const { schema, name, kind, column, type, nullable } of rows as unknown as ColumnRow[]) {
    const key = JSON.stringify([schema, name]);
    const model = models.get(key) ?? { schema, name, kind, columns: [] };
    model.columns.push({ name: column, type, nullable: nullable === 'YES' });
    models.set(key, model);
  }
  return [...models.values()];
}

interface ColumnRow {
  schema: string;
  name: string;
  kind: 'table' | 'view';
  column: string;
  type: string;
  nullable: 'YES' | 'NO';
}

function columnsStatement(schemas: readonly string[]) {
  const [head, tail] = [
    // Each column has its name: the two servers name those of information_schema in different case.
    `SELECT c.table_schema AS "schema", c.table_name AS "name",
            CASE WHEN t.table_type LIKE '%VIEW%' THEN 'view' ELSE 'table' END AS "kind",
            c.column_name AS "column", c.column_type AS "type", c.is_nullable AS "nullable"
       FROM information_schema.columns AS c
       JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
      WHERE `,
    ' ORDER BY c.table_schema, c.table_name, c.ordinal_position',
  ].map((part) => part.replaceAll('"', '`'));
  if (schemas.length === 0) return { strings: [`${head}${notTheServers}${tail}`], values: [] };
  const commas = schemas.slice(1).map(() => ', ');
  return { strings: [`${head} c.table_schema IN (`, ...commas, `)${tail}`], values: [...schemas] };
}

const notTheServers = "c.table_schema NOT IN ('information_schema', 'mysql', 'performance_schema', 'sys')";
