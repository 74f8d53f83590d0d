import { field, type JsonRows } from '@patchbay/plugin-sdk';

const names = {
  count: 'count',
  countUnique: 'number of different values',
  sum: 'sum',
  average: 'average',
  min: 'smallest',
  max: 'largest',
  append: 'list of values',
  concatenate: 'text of all values',
};

/** How a form draws what is summarised. */
export const aggregationRows: JsonRows = {
  kind: 'rows',
  row: 'field',
  cells: {
    field: field.text({ displayName: 'Field' }),
    aggregation: field.options({
      displayName: 'What of it',
      options: Object.entries(names).map(([value, name]) => ({ value, name })),
      default: 'count',
    }),
    separator: field.text({
      displayName: 'Between them',
      default: ',',
      displayOptions: { show: { aggregation: ['concatenate'] } },
    }),
    includeEmpty: field.boolean({
      displayName: 'With empty values',
      default: false,
      displayOptions: { show: { aggregation: ['append', 'concatenate', 'countUnique'] } },
    }),
  },
};
