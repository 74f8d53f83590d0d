import type { FieldMap } from '@patchbay/fields';

/** How a parameter that is a list of objects is drawn: rows of these cells, a group of conditions, or a list of such groups. */
export type RowShape =
  { kind: 'cells'; row: string; cells: FieldMap } | { kind: 'conditions' } | { kind: 'rules'; row: string };

const options = (...names: string[]) => names.map((name) => ({ value: name, name }));
const conditions: RowShape = { kind: 'conditions' };

const fields: RowShape = {
  kind: 'cells',
  row: 'field',
  cells: {
    name: { kind: 'text', displayName: 'Name', required: true, placeholder: 'total' },
    value: { kind: 'text', displayName: 'Value' },
    type: {
      kind: 'options',
      displayName: 'As',
      options: [
        { value: '', name: 'it is' },
        { value: 'string', name: 'text' },
        { value: 'number', name: 'number' },
        { value: 'boolean', name: 'yes or no' },
        { value: 'array', name: 'list' },
        { value: 'object', name: 'object' },
      ],
      default: '',
    },
  },
};

const sort: RowShape = {
  kind: 'cells',
  row: 'field',
  cells: {
    field: { kind: 'text', displayName: 'Field', required: true },
    order: {
      kind: 'options',
      displayName: 'Order',
      options: options('ascending', 'descending'),
      default: 'ascending',
    },
  },
};

const aggregations: RowShape = {
  kind: 'cells',
  row: 'field',
  cells: {
    field: { kind: 'text', displayName: 'Field' },
    aggregation: {
      kind: 'options',
      displayName: 'What of it',
      options: options('count', 'countUnique', 'sum', 'average', 'min', 'max', 'append', 'concatenate'),
      default: 'count',
    },
  },
};

const orderBy: RowShape = {
  kind: 'cells',
  row: 'column',
  cells: {
    column: { kind: 'text', displayName: 'Column', required: true },
    direction: {
      kind: 'options',
      displayName: 'Direction',
      options: options('asc', 'desc'),
      default: 'asc',
    },
  },
};

const known: Readonly<Record<string, RowShape>> = {
  'core.editFields/fields': fields,
  'core.if/conditions': conditions,
  'core.filter/conditions': conditions,
  'core.switch/rules': { kind: 'rules', row: 'output' },
  'core.sort/fields': sort,
  'core.summarize/fieldsToSummarize': aggregations,
  'core.databaseReader/orderBy': orderBy,
};

/** The rows of a node's parameter; undefined when it is any JSON. */
export function shapeOfParameter(nodeType: string, name: string): RowShape | undefined {
  const key = `${nodeType}/${name}`;
  return Object.hasOwn(known, key) ? known[key] : undefined;
}
