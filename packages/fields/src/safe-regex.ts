import { limits } from './limits.js';

/**
 * Why a regular expression from a plugin is refused, or undefined. The host runs these on text that users
 * type, so one that backtracks without end would stop it for everybody: no repeated group that repeats or
 * branches inside, no back references, no lookaround, few open repetitions and choices.
 */
export function regexProblem(source: string): string | undefined {
  if (source.length > limits.regex) return `is longer than ${String(limits.regex)} characters`;
  try {
    new RegExp(source, 'u');
  } catch {
    return 'is not a valid regular expression (flag u)';
  }
  const bare = withoutClasses(source);
  if (/\\[1-9k]/.test(bare)) return 'must not refer back to a group';
  if (/\(\?<?[=!]/.test(bare)) return 'must not look ahead or behind';
  if (hasRepeatedRepetition(bare)) return 'must not repeat a group that itself repeats or branches';
  if (openRepetitions(bare) > 3) return 'has more than three open repetitions';
  return choices(bare) > 12 ? 'has more than twelve choices (|, ?, {n,m})' : undefined;
}

/** Whether the text matches; a text that is too long for the expression's cost does not. */
export function matchesPattern(source: string, text: string): boolean {
  const bare = withoutClasses(source);
  const open = openRepetitions(bare);
  const longest = open === 0 ? limits.longText : (STEPS / 2 ** choices(bare)) ** (1 / open);
  return text.length <= longest && new RegExp(source, 'u').test(text);
}

/** A backtracking search costs at most 2^choices · length^repetitions steps; this many take about a second. */
const STEPS = 2 ** 28;

/** Escapes become a letter and character classes a single one, so that only structure is left. */
function withoutClasses(source: string): string {
  return source
    .replace(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^1-9k])/gu, 'a')
    .replace(/\[(?:\\[1-9k]|[^\]])*\]/gu, 'c');
}

/** Counts `*`, `+` and wide `{…}`; a search that is not anchored at the start is one more. */
function openRepetitions(bare: string): number {
  const open = bare.match(/[*+]|\{\d+,\}|\{\d+,(?:[4-9]|\d{2,})\}/g) ?? [];
  return open.length + (bare.startsWith('^') && !bare.includes('|') ? 0 : 1);
}

function choices(bare: string): number {
  return bare.match(/\||(?<![(*+?}])\?|\{\d+,[0-3]\}/g)?.length ?? 0;
}

function hasRepeatedRepetition(bare: string): boolean {
  const groups: boolean[] = [];
  for (let index = 0; index < bare.length; index += 1) {
    const character = bare.charAt(index);
    if (character === '(') groups.push(false);
    else if (/[*+{|]/.test(character) || (character === '?' && bare.charAt(index - 1) !== '('))
      groups.fill(true);
    else if (
      character === ')' &&
      groups.pop() === true &&
      /^(?:[*+]|\{(?!0?,?1\}))/.test(bare.slice(index + 1))
    ) {
      return true;
    }
  }
  return false;
}
