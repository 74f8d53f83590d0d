import { accessOf } from '../../../items/schema.js';
import { plainAccess } from './named.js';
import { callOf } from './roots.js';

/** What stands right before the cursor of an expression, as far as it can be completed. */
export type Written =
  /** Within the quotes of `$("…")`. */
  | { kind: 'node'; quote: string; word: string }
  /** After the dot behind something that is named. */
  | { kind: 'member'; root: string; steps: string[]; word: string }
  /** From a `$` on. */
  | { kind: 'root'; word: string };

const quoted = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`/.source;
const root = String.raw`\$(?:\w+|\(\s*(?:${quoted})\s*\))`;
const step = String.raw`\??\.\w+(?:\([^()]*\))?|\[(?:\d+|${quoted})\]`;
const inQuotes = /\$\(\s*(["'`])([^"'`\n]*)$/;
const member = new RegExp(String.raw`(${root})((?:${step})*)\??\.(\w*)$`);
const steps = new RegExp(step, 'g');
const dollar = /(?<![\w$.])\$\w*$/;

/** Reads the text of an expression up to the cursor; undefined where nothing can be offered. */
export function writtenBefore(text: string): Written | undefined {
  const [, quote, name] = inQuotes.exec(text) ?? [];
  if (quote !== undefined) return { kind: 'node', quote, word: name ?? '' };
  const [, begin, between = '', last = ''] = member.exec(text) ?? [];
  if (begin !== undefined)
    return {
      kind: 'member',
      root: rootOf(begin),
      steps: (between.match(steps) ?? []).map(stepOf),
      word: last,
    };
  const [word] = dollar.exec(text) ?? [];
  return word === undefined ? undefined : { kind: 'root', word };
}

/** The call of a node in one form of quotes. */
function rootOf(written: string): string {
  return written.startsWith('$(') ? callOf(textIn(written)) : written;
}

function stepOf(written: string): string {
  return /^\[["'`]/.test(written) ? accessOf(textIn(written)) : plainAccess(written);
}

/** What the quotes hold. */
function textIn(written: string): string {
  return (/(["'`])(.*)\1/.exec(written)?.[2] ?? '').replaceAll(/\\(.)/g, '$1');
}
