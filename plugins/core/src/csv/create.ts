import type { JsonValue } from '@patchbay/plugin-sdk';
import { plainText } from '../values/plain-text.js';
import type { CsvFormat } from './parse.js';

interface CsvWriting extends CsvFormat {
  escapeFormulas: boolean;
}

/** Lines that end with CRLF, as RFC 4180 wants; a missing value is an empty field. */
export function createCsv(
  records: readonly (readonly (JsonValue | undefined)[])[],
  format: CsvWriting,
): string {
  // One character of a longer delimiter, at the end of a value, would make another place the delimiter.
  const signs = [...Array.from(format.delimiter), format.quote, '\n', '\r'];
  return records.map((record) => `${lineOf(record, format, signs)}\r\n`).join('');
}

function lineOf(
  record: readonly (JsonValue | undefined)[],
  { delimiter, quote, escapeFormulas }: CsvWriting,
  signs: readonly string[],
): string {
  const line = record.map((value) => {
    const text = textOf(value);
    const safe = escapeFormulas && typeof value !== 'number' && isFormula(text) ? `'${text}` : text;
    const needsQuotes = signs.some((sign) => safe.includes(sign)) || safe !== safe.trim();
    return needsQuotes ? quote + safe.replaceAll(quote, quote + quote) + quote : safe;
  });
  // Else it would be a blank line, which is no record.
  return line.length === 1 && line[0] === '' ? quote + quote : line.join(delimiter);
}

/**
 * Spreadsheets execute what begins so: a customer named `=HYPERLINK(...)` would send the others' data away. Full-width
 * forms count too, since some spreadsheets read them alike. A negative number is only a number.
 */
function isFormula(text: string): boolean {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) && !/^[+-]?\d+(?:[.,]\d+)?$/u.test(text);
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined || value === null ? '' : plainText(value);
}
