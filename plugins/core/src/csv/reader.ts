import { CsvFault, type CsvFormat, recordAt } from './parse.js';

export interface CsvReading extends CsvFormat {
  /** The first line that is read at all, from 1. */
  fromLine?: number;
  /** Whether a line with nothing on it is a record with one empty field. */
  keepEmptyLines?: boolean;
  /** Characters of one record. */
  maxRecordLength?: number;
}

/** A line of this length is a file of another kind, or a quote that was never closed. */
const defaultRecordLength = 16 * 1024 * 1024;

/** The records of a text that comes in pieces, of which no more than one unfinished record is kept. */
export class CsvReader {
  readonly #reading: CsvReading;
  readonly #maxRecordLength: number;
  #pieces: string[] = [];
  #length = 0;
  /** A record that was not there as a whole is looked at again when twice as much is there, so the time stays linear. */
  #enough = 1;
  #isBegun = false;
  #linesToSkip: number;
  #linesBefore = 0;

  constructor(reading: CsvReading) {
    this.#reading = reading;
    this.#maxRecordLength = reading.maxRecordLength ?? defaultRecordLength;
    this.#linesToSkip = (reading.fromLine ?? 1) - 1;
  }

  /** The records that this piece ends. Throws `step-failed` with the line. */
  push(piece: string): string[][] {
    // A byte order mark would become part of the first column's name.
    const text = this.#isBegun ? piece : piece.replace(/^\ufeff/u, '');
    this.#isBegun ||= piece !== '';
    this.#pieces.push(text);
    this.#length += text.length;
    return this.#length < this.#enough ? [] : this.#read(false);
  }

  /** The records that end with the text. */
  end(): string[][] {
    return this.#read(true);
  }

  #read(isWhole: boolean): string[][] {
    const text = this.#withoutSkipped(this.#pieces.join(''));
    const records: string[][] = [];
    let at = 0;
    try {
      while (at < text.length) {
        const found = recordAt(text, at, this.#reading, isWhole);
        if (!found) break;
        at = found.next;
        if (!found.isBlank || this.#reading.keepEmptyLines) records.push(found.fields);
      }
      if (text.length - at > this.#maxRecordLength)
        throw new CsvFault(at, `begins a record of more than ${this.#maxRecordLength} characters`);
    } catch (error) {
      if (!(error instanceof CsvFault)) throw error;
      throw error.inLine(this.#linesBefore + linesIn(text, error.at) + 1);
    }
    this.#linesBefore += linesIn(text, at);
    this.#keep(text.slice(at));
    return records;
  }

  #keep(rest: string): void {
    this.#pieces = [rest];
    this.#length = rest.length;
    this.#enough = Math.min(Math.max(1, rest.length * 2), this.#maxRecordLength + 1);
  }

  #withoutSkipped(text: string): string {
    let at = 0;
    for (; this.#linesToSkip > 0; this.#linesToSkip--) {
      const end = text.indexOf('\n', at);
      if (end === -1) return '';
      at = end + 1;
      this.#linesBefore++;
    }
    return text.slice(at);
  }
}

function linesIn(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
