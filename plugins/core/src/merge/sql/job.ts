import type { JsonObject, JsonValue, SqlText } from '@patchbay/plugin-sdk';

/** A query over the items of the inputs, as the tables `input1`, `input2` and so on. */
export interface QueryJob {
  inputs: readonly (readonly JsonObject[])[];
  statement: SqlText;
  /** The values of `?` and `?1`. */
  parameters: readonly JsonValue[];
  limits: QueryLimits;
}

export interface QueryLimits {
  milliseconds: number;
  /** Of the database, with its tables and what it sorts. */
  heapBytes: number;
  rows: number;
}

/** Rows without the names of their columns: what crosses from one thread to the other is copied. */
export interface QueryRows {
  columns: readonly string[];
  rows: readonly (readonly JsonValue[])[];
}

export type QueryOutcome = QueryRows | { stopped: 'timeout' | 'memory' | 'rows' } | { refused: string };
