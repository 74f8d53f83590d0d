import type { JsonValue } from '@patchbay/plugin-sdk';
import { plainText } from '../values/plain-text.js';

type Rows = readonly (readonly (JsonValue | undefined)[])[];

/** Twentieths of a point. */
const columnWidth = 2_000;

/** Writes a table in pieces, all of it in ASCII. */
export function rtfTable(): { begin(head: Rows): string; rows(rows: Rows): string; end: string } {
  const rows = (all: Rows, style = '') => all.map((row) => line(row, style)).join('');
  return {
    begin: (head) => `{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Arial;}}\n${rows(head, '\\b ')}`,
    rows: (all) => rows(all),
    end: '}\n',
  };
}

function line(row: Rows[number], style: string): string {
  const ends = row.map((_, index) => `\\cellx${(index + 1) * columnWidth}`).join('');
  const cells = row.map((value) => `{${style}${escaped(textOf(value))}}\\cell`).join('');
  return `\\trowd${ends}\\pard\\intbl${cells}\\row\n`;
}

function textOf(value: JsonValue | undefined): string {
  return value === undefined || value === null ? '' : plainText(value);
}

/** A backslash or brace of the data would be a command of the file. */
function escaped(text: string): string {
  return text
    .replace(/[\\{}]/gu, (sign) => `\\${sign}`)
    .replace(/\r\n|\n|\r/gu, '\\line ')
    .replaceAll('\t', '\\tab ')
    .replace(/[^\x20-\x7e]/gu, (character) =>
      Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join(''),
    );
}

/** Numbers are of sixteen bits with a sign; the question mark is for readers that know no others. */
function unit(code: number): string {
  return code < 0x20 ? '' : `\\u${code > 0x7fff ? code - 0x10000 : code}?`;
}
