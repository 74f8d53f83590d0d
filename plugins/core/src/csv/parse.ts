import { PatchbayError } from '@patchbay/plugin-sdk';

export interface CsvFormat {
  delimiter: string;
  quote: string;
}

/**
 * The records of a text as RFC 4180 has it; lines may also end with LF alone. Throws `step-failed` with the line, never
 * with what stands there.
 */
export function parseCsv(text: string, { delimiter, quote }: CsvFormat): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  // A byte order mark would become part of the first column's name.
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    const isQuoted = text[at] === quote;
    const end = isQuoted ? endOfQuoted(text, at, quote) : endOfPlain(text, at, delimiter);
    record.push(
      isQuoted ? text.slice(at + 1, end - 1).replaceAll(quote + quote, quote) : text.slice(at, end),
    );
    at = end + 1;
    if (text[end] === delimiter) continue;
    const lineEnd = lengthOfLineEnd(text, end);
    if (end < text.length && lineEnd === 0) throw malformed(text, end, 'has text after a closing quote');
    // A blank line is no record with one empty field.
    if (record.length > 1 || record[0] !== '' || isQuoted) records.push(record);
    at = end + lineEnd;
    if (at >= text.length) return records;
    record = [];
  }
}

function endOfPlain(text: string, start: number, delimiter: string): number {
  for (let at = start; at < text.length; at += 1)
    if (text[at] === delimiter || lengthOfLineEnd(text, at) > 0) return at;
  return text.length;
}

/** Behind the closing quote; a doubled quote does not close. */
function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = text.indexOf(quote, start + 1); at !== -1; at = text.indexOf(quote, at + 2))
    if (text[at + 1] !== quote) return at + 1;
  throw malformed(text, start, 'begins a quote that never closes');
}

function lengthOfLineEnd(text: string, at: number): number {
  if (text[at] === '\n') return 1;
  return text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0;
}

function malformed(text: string, at: number, why: string): PatchbayError {
  const line = text.slice(0, at).split('\n').length;
  return new PatchbayError('step-failed', `Line ${line} of the CSV ${why}.`);
}
