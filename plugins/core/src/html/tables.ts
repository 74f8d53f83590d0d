import type { AnyNode, Element } from 'domhandler';
import type { JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { textOf } from './content.js';
import { htmlTools } from './extract.js';

export interface TableReading {
  /** Which table of the page, from 1. */
  tableNumber: number;
  asString: boolean;
}

/** One cell may say that it covers thousands of millions. */
const widest = 1_000;
const mostCells = 5_000_000;

/** The rows of one table of a page. Throws `parameter-invalid` when there is none. */
export async function readHtmlTable(
  html: string,
  { tableNumber, asString }: TableReading,
): Promise<JsonValue[][]> {
  const tools = await htmlTools();
  const tables = tools.select('table', tools.parse(html), 'tableNumber');
  const table = tables[tableNumber - 1];
  if (!table) throw wrong('tableNumber', `is ${tableNumber}, but the page has ${tables.length} tables`);
  const rows: JsonValue[][] = [];
  let left = mostCells;
  /** By column, how many rows below a cell still covers it. */
  const covered: number[] = [];
  for (const row of rowsIn(table)) {
    const cells: JsonValue[] = [];
    const skip = () => {
      for (; (covered[cells.length] ?? 0) > 0; cells.push(null))
        covered[cells.length] = (covered[cells.length] ?? 1) - 1;
    };
    for (const cell of cellsIn(row)) {
      skip();
      const [width, height] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
      for (let column = 0; column < width; column += 1) {
        covered[cells.length] = height - 1;
        cells.push(column === 0 ? valueOf(cell, asString) : null);
      }
      if ((left -= width) < 0)
        throw wrong('inputField', `names a page with a table of more than ${mostCells} cells`);
    }
    skip();
    rows.push(cells);
  }
  return rows;
}

/** Not those of tables within. */
function rowsIn(table: Element): Element[] {
  return childrenOf(table).flatMap((child) => {
    if (child.name === 'tr') return [child];
    return ['thead', 'tbody', 'tfoot'].includes(child.name)
      ? childrenOf(child).filter(({ name }) => name === 'tr')
      : [];
  });
}

function cellsIn(row: Element): Element[] {
  return childrenOf(row).filter(({ name }) => name === 'td' || name === 'th');
}

function childrenOf({ children }: Element): Element[] {
  return children.filter((child: AnyNode): child is Element => 'name' in child && 'attribs' in child);
}

function spanOf({ attribs }: Element, name: string): number {
  const span = Number(attribs[name] ?? 1);
  return Number.isInteger(span) && span > 0 ? Math.min(span, widest) : 1;
}

/** Plain numbers are numbers, as in a sheet; what begins with a zero, such as a telephone number, is a text. */
function valueOf(cell: Element, asString: boolean): JsonValue {
  const text = textOf(cell).replace(/\s+/gu, ' ').trim();
  if (text === '') return null;
  const isNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/u.test(text) && String(Number(text)) === text;
  return isNumber && !asString ? Number(text) : text;
}
