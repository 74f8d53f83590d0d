import type { SpecHost } from './host.js';

/** Copies a connection this many times, each used by a draft; in one statement, as ten thousand requests would take a while. */
export async function copyConnection(
  { store }: SpecHost,
  id: string,
  from: number,
  to: number,
): Promise<void> {
  const columns = store.dataSource.getMetadata('connections').columns.map(({ databaseName }) => databaseName);
  const changed: Record<string, string> = { id: `'copy-' || i`, name: `'copy ' || i` };
  const numbers = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${to})`;
  const values = columns.map((column) => changed[column] ?? `original."${column}"`).join(', ');
  await store.transaction(async (manager) => {
    await manager.query(
      `INSERT INTO connections (${columns.map((column) => `"${column}"`).join(', ')})
       ${numbers} SELECT ${values} FROM n, connections original WHERE original.id = '${id}'`,
    );
    await manager.query(
      `INSERT INTO connection_references ("userType", "patternId", "patternVersion", "nodeId", "slot", "connectionId")
       ${numbers} SELECT 'draft', 'pattern-' || i, 0, 'ask', 'database', 'copy-' || i FROM n`,
    );
  });
}
