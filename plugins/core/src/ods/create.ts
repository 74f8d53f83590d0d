import type { JsonValue } from '@patchbay/plugin-sdk';
import { xmlText } from '../xml/characters.js';
import { zip } from '../xlsx/zip.js';

export const odsType = 'application/vnd.oasis.opendocument.spreadsheet';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const names = 'urn:oasis:names:tc:opendocument:xmlns';

type Row = readonly (JsonValue | undefined)[];

/** A spreadsheet with one sheet, piece by piece. Texts are stored as texts, so that none is taken for a formula. */
export function createOds(rows: Iterable<Row>, sheetName: string): Generator<Buffer> {
  const files = {
    'META-INF/manifest.xml': `${head}<manifest:manifest xmlns:manifest="${names}:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="${odsType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
    'content.xml': content(rows, sheetName),
  };
  return zip(files, odsType);
}

/** Bytes, about, of one piece: enough to be packed well. */
const pieceLength = 256 * 1024;

function* content(rows: Iterable<Row>, sheetName: string): Generator<string> {
  let text = `${head}<office:document-content xmlns:office="${names}:office:1.0" xmlns:table="${names}:table:1.0" xmlns:text="${names}:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="${xmlText(sheetName)}">`;
  for (const row of rows) {
    text += `<table:table-row>${row.map((cell) => cellOf(cell)).join('')}</table:table-row>`;
    if (text.length < pieceLength) continue;
    yield text;
    text = '';
  }
  yield `${text}</table:table></office:spreadsheet></office:body></office:document-content>`;
}

function cellOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined || value === '') return '<table:table-cell/>';
  if (typeof value === 'number') return cell(`office:value-type="float" office:value="${value}"`, `${value}`);
  if (typeof value === 'boolean')
    return cell(`office:value-type="boolean" office:boolean-value="${value}"`, `${value}`.toUpperCase());
  return cell('office:value-type="string"', typeof value === 'object' ? JSON.stringify(value) : value);
}

function cell(attributes: string, text: string): string {
  const paragraphs = text.split(/\r\n|\n|\r/u).map((line) => `<text:p>${paragraph(line)}</text:p>`);
  return `<table:table-cell ${attributes}>${paragraphs.join('')}</table:table-cell>`;
}

/** Readers make one blank of several, and none of those at the ends, unless they are elements. */
function paragraph(line: string): string {
  return xmlText(line)
    .replaceAll('\t', '<text:tab/>')
    .replace(/ {2,}|^ | $/gu, (blanks) => `<text:s text:c="${blanks.length}"/>`);
}
