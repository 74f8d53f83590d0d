import { defineNode, field, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { streamedWrite } from '../sql/streamed-write.js';
import { writeOf } from '../sql/write.js';
import { connectionMode } from './connection-mode.js';

export const databaseWriter = defineNode({
  type: 'databaseWriter',
  version: 1,
  displayName: 'Database Writer',
  description: 'Writes the items to a table, all of them or none, also when they come in batches',
  icon: icons.databaseWriter,
  group: 'action',
  subtitle: '{{operation}} {{table}}',
  connections: {
    database: { displayName: 'Database', accepts: { capability: 'sql' }, required: true, inline: true },
  },
  parameters: {
    mode: connectionMode,
    operation: field.options({
      displayName: 'Operation',
      options: [
        { value: 'insert', name: 'Insert' },
        { value: 'upsert', name: 'Insert, or update where the keys exist' },
        { value: 'update', name: 'Update where the keys exist' },
        { value: 'replace', name: 'Replace all rows of the table' },
        { value: 'delete', name: 'Delete where the keys exist' },
      ],
      default: 'insert',
    }),
    schema: field.text({ displayName: 'Schema', placeholder: 'public' }),
    table: field.text({ displayName: 'Table', required: true }),
    columns: field.json({
      displayName: 'Columns',
      description:
        'Names, as a list or with commas; empty means every field of the items, which must be alike if they are many',
      default: [],
      displayOptions: { hide: { operation: ['delete'] } },
    }),
    keys: field.json({
      displayName: 'Keys',
      description: 'The columns that identify a row, as a list or with commas',
      default: [],
      displayOptions: { hide: { operation: ['insert', 'replace'] } },
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin, { name: 'count', type: 'float', displayName: 'Affected rows' }],
  async execute({ items, parameters, connections, signal }) {
    const { sql } = connections.database.capabilities;
    const rows = items.map(({ json }) => json);
    // Without items there is nothing to do; least of all is a table emptied to be replaced by nothing.
    const count = rows.length === 0 ? 0 : (await sql.write(writeOf(parameters(), rows), { signal })).affected;
    return { main: items, count: [{ json: { count } }] };
  },
  async consume({ batches, connections, emit, parameters, signal }) {
    const { sql } = connections.database.capabilities;
    const given = parameters();
    const { write, rows } = await streamedWrite(given, batches, (items) => emit({ main: items }));
    const { affected } = sql.writeBatches
      ? await sql.writeBatches(write, rows, { signal })
      : await sql.write({ ...write, rows: await allOf(rows) }, { signal });
    await emit({ count: [{ json: { count: affected } }] });
  },
});

async function allOf<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) for (const each of batch) all.push(each);
  return all;
}
