import type { JsonValue } from '@patchbay/plugin-sdk';
import { decodeReferences } from '../xml/references.js';
import { isoDate } from './dates.js';
import { elements, type Element } from './elements.js';

/** What cells need of their workbook to be read. */
export interface CellReading {
  texts: readonly string[];
  /** Styles of dates that are to become texts. */
  dates: ReadonlySet<number>;
  from1904: boolean;
  /** Numbers and truth values as the texts that they are in the file. */
  asString: boolean;
}

/** Formulas give their last values. */
export function valueOf({ attributes, content }: Element, reading: CellReading): JsonValue {
  const type = attributes['t'];
  if (type === 'inlineStr') return textIn(content);
  const value = elements(content, 'v').next().value;
  if (!value) return null;
  const text = decodeReferences(value.content);
  if (type === 's') return reading.texts[Number(text)] ?? null;
  if (type === 'b') return reading.asString ? (text === '1' ? 'TRUE' : 'FALSE') : text === '1';
  if (type === 'str' || type === 'e' || type === 'd') return text;
  return numberOf(text, attributes['s'], reading);
}

function numberOf(text: string, style: string | undefined, reading: CellReading): JsonValue {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  const date = reading.dates.has(Number(style ?? 0)) ? isoDate(number, reading.from1904) : undefined;
  return date ?? (reading.asString ? text : number);
}

/** Runs of a formatted text, one after the other; readings for speakers of Japanese do not belong to it. */
export function textIn(xml: string): string {
  const without = xml.replace(/<(?:\w+:)?rPh\b[^]*?<\/(?:\w+:)?rPh>/gu, '');
  return decodeReferences([...elements(without, 't')].map(({ content }) => content).join(''));
}
