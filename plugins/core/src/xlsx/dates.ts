import { elements } from './elements.js';

/** Which of a workbook's cell styles show a date or a time, by their indexes. */
export function dateStyles(styles: string): ReadonlySet<number> {
  const own = new Map(
    [...elements(styles, 'numFmt')].map(({ attributes }) => [
      attributes['numFmtId'] ?? '',
      attributes['formatCode'] ?? '',
    ]),
  );
  const cells = elements(styles, 'cellXfs').next().value?.content ?? '';
  const isDate = [...elements(cells, 'xf')].map(({ attributes: { numFmtId = '0' } }) => {
    const code = own.get(numFmtId);
    return code === undefined ? isBuiltInDate(Number(numFmtId)) : isDateFormat(code);
  });
  return new Set(isDate.flatMap((is, index) => (is ? [index] : [])));
}

const dayMs = 86_400_000;

/**
 * The day, the time, or both that a number of days stands for; without a time zone, since sheets have none. Undefined
 * for what is no date.
 */
export function isoDate(days: number, from1904: boolean): string | undefined {
  if (!(days >= 0 && days < 2_958_466)) return undefined;
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const text = new Date(start + Math.round(days * dayMs)).toISOString().replace(/(?:\.000)?Z$/u, '');
  const [day = '', time = ''] = text.split('T');
  if (days < 1) return time;
  return time === '00:00:00' ? day : text;
}

/** Formats that every file has without naming them; those between are for East Asian calendars. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);
}

/** Elapsed hours as in `[h]:mm` are a number, and so are letters that are only shown. */
function isDateFormat(code: string): boolean {
  if (/\[(?:h+|m+|s+)\]/iu.test(code)) return false;
  const [shown = ''] = code.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/gu, '').split(';');
  return /[dmyhs]/iu.test(shown) && !/general/iu.test(shown);
}
