import { defineNode, field, type Item, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { createCsv } from '../csv/create.js';
import { delimiterOf } from '../csv/delimiter.js';
import type { CsvFormat } from '../csv/parse.js';
import { CsvReader } from '../csv/reader.js';
import { CsvObjects } from '../csv/records.js';
import { icons } from '../icons.js';
import { nameList, wrong } from '../values/lists.js';
import { readPath, withPath } from '../values/paths.js';

const onlyParse = { show: { operation: ['parse'] } } as const;
const onlyCreate = { show: { operation: ['create'] } } as const;

const parameters = {
  operation: field.options({
    displayName: 'Operation',
    options: [
      { value: 'parse', name: 'CSV to items' },
      { value: 'create', name: 'Items to CSV' },
    ],
    default: 'parse',
  }),
  field: field.text({
    displayName: 'From field',
    description: 'Holds the text',
    default: 'data',
    displayOptions: onlyParse,
  }),
  toField: field.text({ displayName: 'To field', default: 'data', displayOptions: onlyCreate }),
  columns: field.json({
    displayName: 'Columns',
    description: 'Fields, as a list or with commas; empty means every field of the items',
    default: [],
    displayOptions: onlyCreate,
  }),
  header: field.boolean({ displayName: 'The first line holds the names', default: true }),
  delimiter: field.text({
    displayName: 'Delimiter',
    description: 'One character or several; \\t is a tab',
    default: ',',
  }),
  quote: field.text({ displayName: 'Quote', description: 'One character', default: '"' }),
  allowUneven: field.boolean({
    displayName: 'Lines may have different numbers of fields',
    default: false,
    displayOptions: onlyParse,
  }),
  escapeFormulas: field.boolean({
    displayName: 'Make formulas harmless',
    description: "Puts ' before texts that a spreadsheet would execute, such as =1+1",
    default: true,
    displayOptions: onlyCreate,
  }),
};

export const csv = defineNode({
  type: 'csv',
  version: 1,
  displayName: 'CSV',
  description: 'Turns CSV text into items and back',
  icon: icons.csv,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters: first, allParameters }): readonly Item[] {
    if (first().operation === 'create') return [{ json: created(items, first()) }];
    return allParameters().flatMap((given, item) =>
      parsed(items[item], given).map((json): Item => ({ json, pairedItem: { item } })),
    );
  },
});

type Given = Parameters<typeof parameters>;

function parsed(item: Item | undefined, given: Given) {
  const { field: name, header, allowUneven } = given;
  const text = readPath(item?.json ?? {}, name);
  if (typeof text !== 'string') throw wrong('field', `names "${name}", which is no text in an item`);
  const reader = new CsvReader(formatOf(given));
  return new CsvObjects(header, allowUneven).of([...reader.push(text), ...reader.end()]);
}

function created(items: readonly Item[], given: Given) {
  const named = nameList(given.columns, 'columns');
  const columns = named.length > 0 ? named : [...new Set(items.flatMap(({ json }) => Object.keys(json)))];
  const rows = items.map(({ json }) => columns.map((name) => readPath(json, name)));
  const text = createCsv(given.header ? [columns, ...rows] : rows, {
    ...formatOf(given),
    escapeFormulas: given.escapeFormulas,
  });
  return withPath({}, given.toField, text);
}

function formatOf({ delimiter, quote }: Given): CsvFormat {
  if (quote.length !== 1 || /[\r\n]/u.test(quote)) throw wrong('quote', 'must be one character');
  return { delimiter: delimiterOf(delimiter, quote), quote };
}
