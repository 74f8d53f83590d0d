import { defineNode, field, type Item, mainPin, type SqlWrite } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { nameList } from '../values/lists.js';

export const databaseWriter = defineNode({
  type: 'databaseWriter',
  version: 1,
  displayName: 'Database Writer',
  description: 'Writes the items to a table, all of them or none',
  icon: icons.databaseWriter,
  group: 'action',
  subtitle: '{{operation}} {{table}}',
  connections: {
    database: { displayName: 'Database', accepts: { capability: 'sql' }, required: true },
  },
  parameters: {
    mode: field.options({
      displayName: 'Connection',
      options: [{ value: 'reference', name: 'A saved connection' }],
      default: 'reference',
    }),
    operation: field.options({
      displayName: 'Operation',
      options: [
        { value: 'insert', name: 'Insert' },
        { value: 'upsert', name: 'Insert, or update where the keys exist' },
      ],
      default: 'insert',
    }),
    schema: field.text({ displayName: 'Schema', placeholder: 'public' }),
    table: field.text({ displayName: 'Table', required: true }),
    columns: field.json({
      displayName: 'Columns',
      description: 'Names, as a list or with commas; empty means every field of the items',
      default: [],
    }),
    keys: field.json({
      displayName: 'Keys',
      description: 'The columns that identify a row, as a list or with commas',
      default: [],
      displayOptions: { hide: { operation: ['insert'] } },
    }),
  },
  inputs: [mainPin],
  outputs: [mainPin, { name: 'count', type: 'float', displayName: 'Affected rows' }],
  async execute({ items, parameters, connections, signal }) {
    const count = items.length === 0 ? 0 : await write();
    return { main: items, count: [{ json: { count } }] };

    async function write(): Promise<number> {
      const { operation, schema, table, columns, keys } = parameters();
      const given = nameList(columns, 'columns');
      const wanted: SqlWrite = {
        operation,
        ...(schema ? { schema } : {}),
        table,
        columns: given.length > 0 ? given : fieldsOf(items),
        keys: nameList(keys, 'keys'),
        rows: items.map(({ json }) => json),
      };
      return (await connections.database.capabilities.sql.write(wanted, { signal })).affected;
    }
  },
});

/** Of all items, because the first may lack a field that a later one has. */
function fieldsOf(items: readonly Item[]): string[] {
  const names = new Set<string>();
  for (const { json } of items) for (const name of Object.keys(json)) names.add(name);
  return [...names];
}
