import { isHarmless } from './harmless.js';
import { jsonKeys } from './json-keys.js';
import type { Column } from './columns.js';
import { referencesOf, type References } from './references.js';

/** The expressions of one node that need the engine, compiled together so that a step crosses into it once. */
export interface Program {
  /** Indices into the node's columns, in the order of `sources`. */
  readonly columns: readonly number[];
  readonly sources: readonly string[];
  /** Some name a library, whose image takes longer to restore. */
  readonly needsLibraries: boolean;
  /** The only members of `$json` that they read. */
  readonly keys: readonly string[] | undefined;
  /** None of them can loop, so the engine need not be watched from outside. */
  readonly isHarmless: boolean;
  /** Which items they ask for beyond `$json`. */
  readonly references: References;
  /** They ask for nothing but what crosses with each item, so that a visit may go on with the next batch. */
  readonly isSelfContained: boolean;
}

export const libraryNames =
  /\$jmespath\b|\$now\b|\$today\b|\b(?:DateTime|Duration|Interval|Intl)\b|\btoLocale/;
const backNames = /\$\s*\(|\$node\b|\$items\b/;

export function createProgram(columns: readonly Column[]): {
  program: Program | undefined;
  looksBack: boolean;
} {
  const needed = columns.flatMap((column, index) => (column.path ? [] : [index]));
  if (needed.length === 0) return { program: undefined, looksBack: false };
  const sources = needed.map((index) => columns[index]?.source ?? '');
  const text = sources.join('\n');
  const program = {
    columns: needed,
    sources,
    needsLibraries: libraryNames.test(text),
    keys: jsonKeys(text),
    isHarmless: sources.every(isHarmless),
    references: referencesOf(sources),
    isSelfContained: !backNames.test(text) && !text.includes('$input'),
  };
  return { program, looksBack: backNames.test(text) };
}
