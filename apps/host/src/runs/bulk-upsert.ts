import type { EntityManager, EntitySchema, EntitySchemaColumnOptions, ObjectLiteral } from 'typeorm';

type Columns = (readonly [name: string, column: EntitySchemaColumnOptions])[];
type Kind = 'sqlite' | 'postgres';

/**
 * Inserts rows, or replaces those with the same key. The rows go over as one JSON parameter, so the statement is
 * the same for any number of them: it is prepared once, where TypeORM builds and parses a new one for each size.
 * No two rows may have the same key.
 */
export function bulkUpsert<R extends ObjectLiteral>(
  table: EntitySchema<R>,
): (manager: EntityManager, kind: Kind, rows: readonly R[]) => Promise<void> {
  const columns: Columns = Object.entries<EntitySchemaColumnOptions | undefined>(
    table.options.columns,
  ).flatMap(([name, column]) => (column === undefined ? [] : [[name, column] as const]));
  const isJson = columns.filter(([, { type }]) => type === 'simple-json').map(([name]) => name);
  const statements = {
    sqlite: statement(table, columns, fromSqlite(columns)),
    postgres: statement(table, columns, fromPostgres(columns)),
  };
  return async (manager, kind, rows) => {
    if (rows.length === 0) return;
    const plain = rows.map((row) => withTextFor(isJson, row));
    await manager.query(statements[kind], [JSON.stringify(plain)]);
  };
}

function statement<R>(table: EntitySchema<R>, columns: Columns, source: string): string {
  const keys = columns.filter(([, { primary }]) => primary === true).map(([name]) => `"${name}"`);
  const changes = columns
    .filter(([, { primary }]) => primary !== true)
    .map(([name]) => `"${name}" = excluded."${name}"`);
  const names = columns.map(([name]) => `"${name}"`).join(', ');
  return `INSERT INTO "${table.options.tableName ?? ''}" (${names}) ${source} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changes.join(', ')}`;
}

/** WHERE true: without it SQLite reads ON CONFLICT as the condition of a join. */
function fromSqlite(columns: Columns): string {
  const values = columns.map(([name]) => `value ->> '$.${name}'`).join(', ');
  return `SELECT ${values} FROM json_each(?) WHERE true`;
}

function fromPostgres(columns: Columns): string {
  const types = columns
    .map(([name, { type }]) => `"${name}" ${type === 'integer' ? 'integer' : 'text'}`)
    .join(', ');
  return `SELECT ${columns.map(([name]) => `"${name}"`).join(', ')} FROM json_to_recordset($1::json) AS given(${types})`;
}

function withTextFor(columns: readonly string[], row: ObjectLiteral): ObjectLiteral {
  const text = columns.map((name) => [name, row[name] === null ? null : JSON.stringify(row[name])] as const);
  return { ...row, ...Object.fromEntries(text) };
}
