import { expressionEnd } from './scan.js';

/** Literal text, or the source of one expression. */
export type TemplatePart = { readonly text: string } | { readonly source: string };

/**
 * The parts of a parameter that begins with `=`, or undefined for any other value: those are literal, so data
 * is never taken for an expression. The first character is not part of the text.
 */
export function parseTemplate(value: string): readonly TemplatePart[] | undefined {
  if (!value.startsWith('=')) return undefined;
  const parts: TemplatePart[] = [];
  let at = 1;
  while (at < value.length) {
    const open = value.indexOf('{{', at);
    const end = open < 0 ? undefined : expressionEnd(value, open + 2);
    if (end === undefined) break;
    if (open > at) parts.push({ text: value.slice(at, open) });
    parts.push({ source: value.slice(open + 2, end).trim() });
    at = end + 2;
  }
  if (at < value.length) parts.push({ text: value.slice(at) });
  return parts;
}
