import { defineNode, field, type Item, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { createCsv } from '../csv/create.js';
import { delimiterOf } from '../csv/delimiter.js';
import type { CsvFormat } from '../csv/parse.js';
import { CsvReader } from '../csv/reader.js';
import { CsvObjects } from '../csv/records.js';
import { icons } from '../icons.js';
import { nameList, wrong } from '../values/lists.js';
import { checkWhole } from '../values/numbers.js';
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
  skipErrors: field.number({
    displayName: 'Leave out so many lines with errors',
    description: 'With another number of fields than the first one; more of them fail the step',
    default: 0,
    min: 0,
    integer: true,
    displayOptions: { show: { operation: ['parse'], allowUneven: [false] } },
  }),
  relaxQuotes: field.boolean({
    displayName: 'Take quotes within values as they are',
    description: 'Reads "Tea" house as it stands there instead of failing',
    default: false,
    displayOptions: onlyParse,
  }),
  fromLine: field.number({
    displayName: 'From line',
    description: 'What stands before it is not read as CSV',
    default: 1,
    min: 1,
    integer: true,
    displayOptions: onlyParse,
  }),
  skipEmptyLines: field.boolean({
    displayName: 'Leave empty lines out',
    description: 'Off, each is a row with one empty value',
    default: true,
    displayOptions: onlyParse,
  }),
  maxRows: field.number({
    displayName: 'At most so many rows',
    min: 1,
    integer: true,
    displayOptions: onlyParse,
  }),
  byteOrderMark: field.boolean({
    displayName: 'With a byte order mark',
    description: 'Some spreadsheets need it to read UTF-8',
    default: false,
    displayOptions: onlyCreate,
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
  const { field: name, header, allowUneven, skipErrors, maxRows, fromLine } = given;
  checkWhole(skipErrors, 0, 'skipErrors');
  checkWhole(fromLine, 1, 'fromLine');
  if (maxRows !== undefined) checkWhole(maxRows, 1, 'maxRows');
  const text = readPath(item?.json ?? {}, name);
  if (typeof text !== 'string') throw wrong('field', `names "${name}", which is no text in an item`);
  const { relaxQuotes, skipEmptyLines } = given;
  const reader = new CsvReader({
    ...formatOf(given),
    relaxQuotes,
    fromLine,
    keepEmptyLines: !skipEmptyLines,
  });
  const objects = new CsvObjects(header, allowUneven, skipErrors);
  return [reader.push(text), reader.end()].flatMap((records) => objects.of(records)).slice(0, maxRows);
}

function created(items: readonly Item[], given: Given) {
  const named = nameList(given.columns, 'columns');
  const columns = named.length > 0 ? named : [...new Set(items.flatMap(({ json }) => Object.keys(json)))];
  const rows = items.map(({ json }) => columns.map((name) => readPath(json, name)));
  const text = createCsv(given.header ? [columns, ...rows] : rows, {
    ...formatOf(given),
    escapeFormulas: given.escapeFormulas,
  });
  return withPath({}, given.toField, given.byteOrderMark ? `\ufeff${text}` : text);
}

function formatOf({ delimiter, quote }: Given): CsvFormat {
  if (quote.length !== 1 || /[\r\n]/u.test(quote)) throw wrong('quote', 'must be one character');
  return { delimiter: delimiterOf(delimiter, quote), quote };
}
