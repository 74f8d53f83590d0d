import {
  type Item,
  type JsonObject,
  type JsonValue,
  PatchbayError,
  type SqlText,
} from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { toNumber } from '../values/as-type.js';
import { define } from '../values/paths.js';
import type { QueryLimits, QueryOutcome, QueryRows } from './sql/job.js';
import { queryApart } from './sql/threads.js';

const limits: QueryLimits = { milliseconds: 10_000, heapBytes: 128 * 1024 * 1024, rows: 200_000 };

interface Query {
  statement: SqlText | undefined;
  parameters: JsonValue;
  signal: AbortSignal;
}

/**
 * The rows of a query over the items, which it sees as the tables `input1`, `input2` and so on. A row is made of
 * items of several inputs, of many or of none, so it is linked to none.
 */
export async function joinBySql(
  inputs: readonly (readonly Item[])[],
  { statement, parameters, signal }: Query,
): Promise<Item[]> {
  if (statement === undefined || statement.strings.join('').trim() === '') throw wrong('query', 'is empty');
  const tables = inputs.map((items) => items.map(({ json }) => json));
  const job = { inputs: tables, statement, parameters: parametersOf(parameters), limits };
  return itemsOf(rowsOf(await queryApart(job, signal)));
}

/** A list, or a text with commas, whose numbers are numbers. */
function parametersOf(given: JsonValue): JsonValue[] {
  if (Array.isArray(given)) return given;
  if (typeof given !== 'string') throw wrong('queryParameters', 'is not a list of values');
  return given.trim() === '' ? [] : given.split(',').map((text) => toNumber(text.trim()) ?? text.trim());
}

function rowsOf(outcome: QueryOutcome): QueryRows {
  if ('rows' in outcome) return outcome;
  if ('refused' in outcome) throw wrong('query', `cannot be executed: ${outcome.refused}`);
  switch (outcome.stopped) {
    case 'timeout':
      throw new PatchbayError(
        'step-timeout',
        `The query took longer than ${limits.milliseconds / 1_000} seconds; let it combine fewer items.`,
      );
    case 'memory':
      throw new PatchbayError(
        'step-failed',
        'The query and its items need more memory than it may take; let it combine fewer of them.',
      );
    case 'rows':
      throw wrong('query', `gives more than ${limits.rows} rows; let it combine fewer items`);
  }
}

function itemsOf({ columns, rows }: QueryRows): Item[] {
  return rows.map((row) => ({
    json: columns.reduce((json, name, at) => filled(json, name, row[at]), {}),
    pairedItem: [],
  }));
}

/** Of columns with one name the last that has a value: what a join did not find empties nothing. */
function filled(json: JsonObject, name: string, value: JsonValue = null): JsonObject {
  return value === null && Object.hasOwn(json, name) ? json : define(json, name, value);
}
