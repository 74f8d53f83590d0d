import type { JsonValue } from '@patchbay/plugin-sdk';
import { xmlText } from '../xml/characters.js';
import { zip } from './zip.js';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

type Row = readonly (JsonValue | undefined)[];

/** A workbook with one sheet, piece by piece. Texts are stored as texts, so that none is taken for a formula. */
export function createXlsx(rows: Iterable<Row>, sheetName: string): Generator<Buffer> {
  return zip({
    '[Content_Types].xml': `${head}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    '_rels/.rels': relations('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${xmlText(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': sheet(rows),
  });
}

/** Bytes, about, of one piece: enough to be packed well. */
const pieceLength = 256 * 1024;

function* sheet(rows: Iterable<Row>): Generator<string> {
  let text = `${head}<worksheet xmlns="${main}"><sheetData>`;
  let number = 0;
  for (const row of rows) {
    text += `<row r="${(number += 1)}">${row.map((cell) => cellOf(cell)).join('')}</row>`;
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

function relations(type: string, target: string): string {
  return `${head}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`;
}

function cellOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined || value === '') return '<c/>';
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  const text = typeof value === 'object' ? JSON.stringify(value) : value;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}
