import { defineNode, type FileFacts, type Item, mainPin } from '@patchbay/plugin-sdk';
import { convertParameters, type Given } from '../files/convert-parameters.js';
import { columnsOf, inBatches, piecesOfAll, piecesOfOne, sheetPieces } from '../files/pieces.js';
import { namedColumns } from '../files/table.js';
import { icons } from '../icons.js';
import { odsType } from '../ods/create.js';

export const convertToFile = defineNode({
  type: 'convertToFile',
  version: 1,
  displayName: 'Convert to File',
  description: 'Makes a table, a calendar, a JSON, text or any other file of the items',
  icon: icons.convertToFile,
  group: 'transform',
  subtitle: '{{operation}}',
  parameters: convertParameters,
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, parameters: given, files, run, signal }): Promise<readonly Item[]> {
    const first = given();
    if (!isPerItem(first)) {
      const file = await files.write(piecesOfItems(items, first, signal), factsOf(first));
      return [withFile(file, first, items.length)];
    }
    const made: Item[] = [];
    for (const [item, each] of items.entries()) {
      const own = given(item);
      const file = await files.write(piecesOfOne(each, own, run.timeZone), factsOf(own));
      made.push({ ...withFile(file, own, 0), pairedItem: { item } });
    }
    return made;
  },
  /** With the columns known, or needing none, no item has to wait for the others. */
  consumesWith({ operation = 'csv', mode = 'allItems', columns }) {
    if (operation === 'json') return mode === 'allItems';
    return ['csv', 'html', 'rtf'].includes(String(operation)) && isConstantList(columns);
  },
  async consume({ batches, parameters, files, emit }) {
    const given = parameters();
    let count = 0;
    async function* counted(): AsyncGenerator<readonly Item[]> {
      for await (const items of batches) {
        count += items.length;
        yield items;
      }
    }
    const file = await files.write(piecesOfAll(counted(), given, namedColumns(given)), factsOf(given));
    await emit({ main: [withFile(file, given, count)] });
  },
});

function isPerItem({ operation, mode }: Given): boolean {
  return ['text', 'binary', 'ics'].includes(operation) || (operation === 'json' && mode === 'eachItem');
}

/** An expression could still turn out to be empty, which means all columns. */
function isConstantList(columns: unknown): boolean {
  const names: unknown[] = Array.isArray(columns) ? columns : [columns];
  return (
    names.length > 0 &&
    names.every((name) => typeof name === 'string' && name.trim() !== '' && !/^=|^[\s,]*$/u.test(name))
  );
}

const sheets: readonly string[] = ['xlsx', 'xls', 'ods'];

function piecesOfItems(items: readonly Item[], given: Given, signal: AbortSignal) {
  if (sheets.includes(given.operation)) return sheetPieces(items, given, signal);
  return piecesOfAll(inBatches(items), given, given.operation === 'json' ? [] : columnsOf(items, given));
}

const kinds = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  ods: odsType,
  json: 'application/json',
  text: 'text/plain',
  html: 'text/html',
  rtf: 'application/rtf',
  ics: 'text/calendar',
} as const;
const endings: Readonly<Record<string, string>> = { text: 'txt', binary: 'bin' };

function factsOf({ operation, fileName, mimeType }: Given): FileFacts {
  return {
    mimeType: operation === 'binary' ? mimeType : kinds[operation],
    fileName: fileName || `file.${endings[operation] ?? operation}`,
  };
}

/** Links to a million items would take more room than the file has in the run's record. */
const mostLinks = 10_000;

function withFile(file: NonNullable<Item['binary']>[string], { outputField }: Given, count: number): Item {
  const item: Item = { json: {}, binary: { [outputField]: file } };
  if (count > mostLinks) return item;
  return { ...item, pairedItem: Array.from({ length: count }, (_, index) => ({ item: index })) };
}
