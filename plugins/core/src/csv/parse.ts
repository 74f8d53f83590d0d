import { PatchbayError } from '@patchbay/plugin-sdk';

export interface CsvFormat {
  /** One character or several. */
  delimiter: string;
  quote: string;
  /** A field with text behind its closing quote stays as it stands, quotes and all. */
  relaxQuotes?: boolean;
}

export interface CsvRecord {
  fields: string[];
  /** Where the next one begins. */
  next: number;
  /** A line with nothing on it, which is no record with one empty field. */
  isBlank: boolean;
}

/** Thousands of millions of commas are a small file, and a list with as many places is none. */
const mostFields = 100_000;

/**
 * The record that begins at a place of a text as RFC 4180 has it, or undefined when its end is not there yet; lines may
 * also end with LF alone. Throws a `CsvFault` with what is wrong, and where.
 */
export function recordAt(
  text: string,
  start: number,
  format: CsvFormat,
  isWhole: boolean,
): CsvRecord | undefined {
  const { delimiter } = format;
  const lookAhead = Math.max(2, delimiter.length);
  const fields: string[] = [];
  for (let at = start; ; at += delimiter.length) {
    const field = fieldAt(text, at, format);
    if (!isWhole && field.end + lookAhead > text.length) return undefined;
    if (field.value === undefined) throw new CsvFault(at, 'begins a quote that never closes');
    fields.push(field.value);
    if (fields.length > mostFields) throw new CsvFault(start, `has more than ${mostFields} fields`);
    at = field.end;
    if (text.startsWith(delimiter, at)) continue;
    const lineEnd = lengthOfLineEnd(text, at);
    if (at < text.length && lineEnd === 0) throw new CsvFault(at, 'has text after a closing quote');
    return { fields, next: at + lineEnd, isBlank: at === start };
  }
}

/** What is wrong at a place of the text; whoever knows how many lines came before makes a problem of it. */
export class CsvFault extends Error {
  readonly at: number;

  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }

  /** With the line, never with what stands there. */
  inLine(line: number): PatchbayError {
    return new PatchbayError('step-failed', `Line ${line} of the CSV ${this.message}.`);
  }
}

interface Field {
  /** Absent when its quote does not close. */
  value: string | undefined;
  end: number;
}

function fieldAt(text: string, at: number, { delimiter, quote, relaxQuotes }: CsvFormat): Field {
  const plain = (from: number): Field => {
    const end = endOfPlain(text, from, delimiter);
    return { value: text.slice(at, end), end };
  };
  if (!text.startsWith(quote, at)) return plain(at);
  const end = endOfQuoted(text, at, quote);
  if (end === undefined) return { value: undefined, end: text.length };
  const isClosed = end === text.length || text.startsWith(delimiter, end) || lengthOfLineEnd(text, end) > 0;
  if (relaxQuotes && !isClosed) return plain(end);
  return { value: text.slice(at + 1, end - 1).replaceAll(quote + quote, quote), end };
}

function endOfPlain(text: string, start: number, delimiter: string): number {
  const first = delimiter.charCodeAt(0);
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === first && (delimiter.length === 1 || text.startsWith(delimiter, at))) return at;
    if ((code === 10 || code === 13) && lengthOfLineEnd(text, at) > 0) return at;
  }
  return text.length;
}

/** Behind the closing quote; a doubled quote does not close. */
function endOfQuoted(text: string, start: number, quote: string): number | undefined {
  for (let at = text.indexOf(quote, start + 1); at !== -1; at = text.indexOf(quote, at + 2))
    if (text[at + 1] !== quote) return at + 1;
  return undefined;
}

function lengthOfLineEnd(text: string, at: number): number {
  if (text[at] === '\n') return 1;
  return text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0;
}
