import { isHarmless } from './harmless.js';
import { jsonKeys } from './json-keys.js';
import type { Column } from './columns.js';

/** The expressions of one node that need the engine, compiled together so that a step crosses into it once. */
export interface Program {
  readonly id: number;
  /** Indices into the node's columns, in the order of `sources`. */
  readonly columns: readonly number[];
  readonly sources: readonly string[];
  /** Libraries to load before, since they cost milliseconds. */
  readonly luxon: boolean;
  readonly jmespath: boolean;
  /** The only members of `$json` that they read. */
  readonly keys: readonly string[] | undefined;
  /** None of them can loop, so the engine need not be watched from outside. */
  readonly isHarmless: boolean;
}

const luxonNames = /\$now\b|\$today\b|\b(?:DateTime|Duration|Interval|Intl)\b|\btoLocale/;
const backNames = /\$\s*\(|\$node\b|\$items\b/;
let lastId = 0;

export function createProgram(columns: readonly Column[]): {
  program: Program | undefined;
  looksBack: boolean;
} {
  const needed = columns.flatMap((column, index) => (column.path ? [] : [index]));
  if (needed.length === 0) return { program: undefined, looksBack: false };
  const sources = needed.map((index) => columns[index]?.source ?? '');
  const text = sources.join('\n');
  const program = {
    id: ++lastId,
    columns: needed,
    sources,
    luxon: luxonNames.test(text),
    jmespath: text.includes('$jmespath'),
    keys: jsonKeys(text),
    isHarmless: sources.every(isHarmless),
  };
  return { program, looksBack: backNames.test(text) };
}
