import type { PatternCreate } from '@patchbay/contracts';

/** Read orders → keep the paid ones → summarise by country → write the summary back to the same database. */
export function welcomePattern(connectionId: string): PatternCreate {
  return {
    name: 'Welcome',
    description:
      'Reads the orders of the sample shop, keeps the paid ones, sums them by country and writes the result back.',
    nodes: [
      { id: 'start', name: 'Start', type: 'core.manualTrigger', position: { x: 0, y: 0 } },
      {
        id: 'read',
        name: 'Read orders',
        type: 'core.sqlQuery',
        parameters: { query: 'SELECT id, country, amount, status FROM orders ORDER BY id' },
        connections: { database: connectionId },
        position: { x: 320, y: 0 },
      },
      {
        id: 'paid',
        name: 'Keep paid orders',
        type: 'core.filter',
        parameters: {
          conditions: {
            combinator: 'and',
            conditions: [{ left: '={{ $json.status }}', operator: 'equals', right: 'paid' }],
          },
        },
        position: { x: 640, y: 0 },
      },
      {
        id: 'sum',
        name: 'Sum by country',
        type: 'core.summarize',
        parameters: {
          fieldsToSplitBy: ['country'],
          fieldsToSummarize: [
            { aggregation: 'count', field: 'id' },
            { aggregation: 'sum', field: 'amount' },
          ],
        },
        position: { x: 960, y: 0 },
      },
      {
        id: 'shape',
        name: 'Name the columns',
        type: 'core.editFields',
        parameters: {
          fields: [
            { name: 'country', value: '={{ $json.country }}' },
            { name: 'orders', value: '={{ $json.count_id }}' },
            { name: 'revenue', value: '={{ Math.round($json.sum_amount * 100) / 100 }}' },
          ],
          keepOthers: false,
        },
        position: { x: 1280, y: 0 },
      },
      {
        id: 'write',
        name: 'Write summary',
        type: 'core.databaseWriter',
        parameters: { table: 'sales_by_country', operation: 'upsert', keys: ['country'] },
        connections: { database: connectionId },
        position: { x: 1600, y: 0 },
      },
    ],
    edges: ['start', 'read', 'paid', 'sum', 'shape', 'write'].flatMap((node, index, all) => {
      const next = all[index + 1];
      return next === undefined ? [] : [{ from: { node, pin: 'main' }, to: { node: next, pin: 'main' } }];
    }),
  };
}
