import type { JsonValue } from '@patchbay/plugin-sdk';
import { plainText } from '../values/plain-text.js';

type Rows = readonly (readonly (JsonValue | undefined)[])[];

/** Writes a table in pieces; everything in its cells is text. */
export function htmlTable(hasHeader: boolean): {
  begin(head: Rows): string;
  rows(rows: Rows): string;
  end: string;
} {
  return {
    begin: (head) =>
      `<!DOCTYPE html><meta charset="utf-8"><table>${hasHeader ? `<thead>${lines(head, 'th')}</thead>` : ''}<tbody>`,
    rows: (rows) => lines(rows, 'td'),
    end: '</tbody></table>',
  };
}

function lines(rows: Rows, tag: 'th' | 'td'): string {
  return rows
    .map((row) => `<tr>${row.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`)
    .join('');
}

function text(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return plainText(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
