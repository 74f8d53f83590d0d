import type pg from 'pg';
import type { JsonValue } from '@patchbay/plugin-sdk';

/**
 * Values as JSON. Numbers that a double cannot hold exactly stay text; times are ISO 8601, with a zone in UTC and
 * with their microseconds; what has no JSON form keeps PostgreSQL's own text, which it also accepts when written.
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => parserOf(oid),
};

/** Every value as the server wrote it: of which type a column is the server says, and some take far more memory. */
export const texts: pg.CustomTypesConfig = { getTypeParser: () => asText };

/** The same, but what may be longer than a double is text in any case. */
const typesWithTexts: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => parserOf(oid, large),
};

export function typesFor(largeNumbers: 'text' | undefined): pg.CustomTypesConfig {
  return largeNumbers === 'text' ? typesWithTexts : types;
}

/** int8 and numeric. */
const large: ReadonlySet<number> = new Set([20, 1700]);
const none: ReadonlySet<number> = new Set();

/** Looked up once per column and result, since the values are many. */
function parserOf(oid: number, asTexts = none): (text: string) => JsonValue {
  const element = arrayElements[oid];
  if (element === undefined) return asTexts.has(oid) ? asText : (parsers[oid] ?? asText);
  const parse = parserOf(element, asTexts);
  return (text) => parseArray(text, parse);
}

const parsers: Readonly<Record<number, (text: string) => JsonValue>> = {
  16: (text) => text === 't', // bool
  20: safeInteger, // int8
  21: Number, // int2
  23: Number, // int4
  26: Number, // oid
  114: (text) => JSON.parse(text) as JsonValue,
  700: finiteNumber, // float4
  701: finiteNumber, // float8
  1114: (text) => text.replace(' ', 'T'), // timestamp
  1184: utcTime, // timestamptz
  1700: exactNumber, // numeric
  3802: (text) => JSON.parse(text) as JsonValue,
};

/** Type of the array to type of its elements. */
const arrayElements: Readonly<Record<number, number>> = {
  1000: 16,
  1016: 20,
  1005: 21,
  1007: 23,
  1028: 26,
  199: 114,
  1021: 700,
  1022: 701,
  1115: 1114,
  1185: 1184,
  1231: 1700,
  3807: 3802,
  1009: 25, // text
  1014: 1042, // char
  1015: 1043, // varchar
  1182: 1082, // date
  2951: 2950, // uuid
};

function asText(text: string): string {
  return text;
}

function finiteNumber(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

function safeInteger(text: string): number | string {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
}

/** 15 significant digits survive the way through a double and back. */
function exactNumber(text: string): number | string {
  if (text.length <= 15) return finiteNumber(text);
  const digits = text.replace(/^[-0.]+|\./gu, '').length;
  return digits <= 15 ? finiteNumber(text) : text;
}

/** `2024-05-01 12:00:00.123456+02` → `2024-05-01T10:00:00.123456Z`; infinity and years before Christ stay text. */
function utcTime(text: string): string {
  // In UTC already, which is most often: a date need not be made of it.
  if (plainUtc.test(text)) {
    const seconds = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
    return text.length > 22 ? `${seconds}${text.slice(19, -3)}Z` : `${seconds}.000Z`;
  }
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d)(:\d\d)?(:\d\d)?$/u.exec(text);
  if (!match || match[6] !== undefined) return text;
  const [, date, time, fraction = '.000', hours, minutes = ':00'] = match;
  const seconds = new Date(`${date}T${time}${hours}${minutes}`).toISOString().slice(0, 19);
  return `${seconds}${fraction}Z`;
}

const plainUtc = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/u;

/**
 * `{1,NULL,"a \"b\"",{2}}`, optionally with bounds in front (`[0:1]={…}`). A quote without an end takes the rest: to look
 * for its end from each quote within it anew would keep the runner busy for minutes, and which text is an array the
 * server says.
 */
function parseArray(text: string, parse: (part: string) => JsonValue): JsonValue {
  const tokens = text.slice(text.indexOf('{')).matchAll(/[{}]|"(?:[^"\\]|\\.)*"?|[^{},"]+/gsu);
  const root: JsonValue[] = [];
  const open: JsonValue[][] = [root];
  for (const [token] of tokens) {
    const current = open.at(-1) ?? root;
    if (token === '{') {
      const nested: JsonValue[] = [];
      current.push(nested);
      open.push(nested);
    } else if (token === '}') open.pop();
    else if (token.startsWith('"')) current.push(parse(token.slice(1, -1).replace(/\\(.)/gsu, '$1')));
    else current.push(token === 'NULL' ? null : parse(token));
  }
  return root[0] ?? null;
}
