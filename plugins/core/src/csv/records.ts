import { type JsonObject, rowsToObjects } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

/** Makes records, which come in pieces, objects under the names of the first one or `column1`, `column2`, … */
export class CsvObjects {
  readonly #hasHeader: boolean;
  readonly #allowUneven: boolean;
  /** Uneven records that are left out instead of failing all. */
  #mayLeaveOut: number;
  readonly #names: string[] = [];
  readonly #known = new Set<string>();
  #width = 0;
  #count = 0;

  constructor(hasHeader: boolean, allowUneven: boolean, mayLeaveOut = 0) {
    this.#hasHeader = hasHeader;
    this.#allowUneven = allowUneven;
    this.#mayLeaveOut = mayLeaveOut;
  }

  /** Throws `parameter-invalid` for uneven records beyond those that may be left out, and for columns of the same name. */
  of(given: readonly string[][]): JsonObject[] {
    const isFirst = this.#count === 0;
    if (isFirst) this.#begin(given[0] ?? []);
    const records = this.#allowUneven ? given : this.#even(given);
    this.#count += given.length;
    const rows = isFirst && this.#hasHeader ? records.slice(1) : records;
    const widest = rows.reduce((most, row) => Math.max(most, row.length), this.#width);
    while (this.#names.length < widest) this.#name('');
    if (widest === this.#width) return rowsToObjects(this.#names.slice(0, widest), rows);
    // One very long line must not widen all the others.
    return rows.flatMap((row) =>
      rowsToObjects(this.#names.slice(0, Math.max(this.#width, row.length)), [row]),
    );
  }

  #begin(first: readonly string[]): void {
    this.#width = first.length;
    for (const name of first) this.#name(this.#hasHeader ? name : '');
  }

  #name(given: string): void {
    const name = given || `column${this.#names.length + 1}`;
    // One of the two columns would be lost.
    if (this.#known.has(name)) throw wrong('header', 'is on, but two columns of the CSV have the same name');
    this.#known.add(name);
    this.#names.push(name);
  }

  #even(records: readonly string[][]): readonly string[][] {
    if (this.#mayLeaveOut === 0) {
      this.#refuseUneven(records);
      return records;
    }
    const even = records.filter((record) => record.length === this.#width);
    this.#mayLeaveOut -= records.length - even.length;
    if (this.#mayLeaveOut < 0) throw wrong('skipErrors', 'allows fewer records with errors than the CSV has');
    return even;
  }

  /** Usually a delimiter that stands unquoted in a value: from there on every value would be in a wrong column. */
  #refuseUneven(records: readonly string[][]): void {
    const uneven = records.findIndex((record) => record.length !== this.#width);
    if (uneven === -1) return;
    const fields = records[uneven]?.length ?? 0;
    throw wrong(
      'allowUneven',
      `is off, but record ${this.#count + uneven + 1} of the CSV has ${fields} fields and the first one ${this.#width}`,
    );
  }
}
