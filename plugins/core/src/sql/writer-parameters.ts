import { field, type Parameters } from '@patchbay/plugin-sdk';
import { connectionMode } from '../nodes/connection-mode.js';
import { combineParameter } from './conditions.js';

const byCondition = { operation: ['deleteWhere'] } as const;
const wholeTable = { show: { operation: ['truncate', 'drop'] } } as const;
const withValues = { show: { operation: ['insert', 'upsert', 'update', 'replace'] } } as const;

export const writerParameters = {
  mode: connectionMode,
  operation: field.options({
    displayName: 'Operation',
    options: [
      { value: 'insert', name: 'Insert' },
      { value: 'upsert', name: 'Insert, or update where the keys exist' },
      { value: 'update', name: 'Update where the keys exist' },
      { value: 'replace', name: 'Replace all rows of the table' },
      { value: 'delete', name: 'Delete where the keys exist' },
      { value: 'deleteWhere', name: 'Delete where conditions hold' },
      { value: 'truncate', name: 'Remove all rows' },
      { value: 'drop', name: 'Remove the table' },
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
    displayOptions: withValues,
  }),
  keys: field.json({
    displayName: 'Keys',
    description: 'The columns that identify a row, as a list or with commas',
    default: [],
    displayOptions: { show: { operation: ['upsert', 'update', 'delete'] } },
  }),
  filter: field.json({
    displayName: 'Filter',
    description:
      '[{ column, operator, value }]; what it finds for any of the items is deleted, by one statement. It must not be empty',
    default: [],
    displayOptions: { show: byCondition },
  }),
  combine: combineParameter(byCondition),
  skipConflicts: field.boolean({
    displayName: 'Skip rows that exist',
    description: 'A row that a unique index has already is left out instead of failing all of them',
    default: false,
    displayOptions: { show: { operation: ['insert'] } },
  }),
  emptyAsNull: field.boolean({
    displayName: 'Empty texts become NULL',
    description: 'Spreadsheets and forms give empty texts for what has no value',
    default: false,
    displayOptions: withValues,
  }),
  returnColumns: field.json({
    displayName: 'Give back columns',
    description:
      'Of the rows that were written or deleted, as a list or with commas, * for all: they are then what this step gives, not its items. PostgreSQL and SQLite only',
    default: [],
    displayOptions: { hide: { operation: ['truncate', 'drop'] } },
  }),
  restartSequences: field.boolean({
    displayName: 'Count from the start again',
    description: 'The numbers that columns get by themselves; PostgreSQL only',
    default: false,
    displayOptions: { show: { operation: ['truncate'] } },
  }),
  cascade: field.boolean({
    displayName: 'With what depends on it',
    description: 'Rows of other tables that refer to it, or its views; PostgreSQL only',
    default: false,
    displayOptions: wholeTable,
  }),
};

export type WriterGiven = Parameters<typeof writerParameters>;
