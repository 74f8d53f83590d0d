/**
 * Whether an expression cannot keep the engine busy for long: reads, arithmetic, comparisons and a few cheap calls;
 * no functions, loops, assignments, searches or ways to make arrays. It saves the watchdog, which costs a thread.
 * A wrong `false` costs microseconds; so whatever is not known here is not harmless.
 */
export function isHarmless(source: string): boolean {
  if (forbidden.test(source)) return false;
  const code = source.replaceAll(stringLiteral, '""');
  if (/["'`\\]/.test(code.replaceAll('""', ''))) return false;
  for (const [, dot, name = '', after] of code.matchAll(word)) {
    const isCall = after === '(';
    if (dot ? isCall && !methods.has(name) : !(isCall ? functions : names).has(name)) return false;
  }
  return true;
}

/**
 * Template literals, blocks and object literals, assignments, arrows, spreads, comments, computed members and calls
 * of what an expression gave.
 */
const forbidden =
  /[`{}\\]|(?<![=!<>])=(?!=)|=>|\.\.\.|\+\+|--|\/\/|\/\*|\[(?!\d{1,6}\])|[)\]]\s*\(|\?\.\s*[([]|\*\*/;
const stringLiteral = /"[^"\n]*"|'[^'\n]*'/g;
/** A member or a free name, and the bracket of a call behind it. Numbers such as `1e5` begin with a digit. */
const word = /(?:(\.)\s*|(?<![\w$]))([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(\(?)/gu;

const names = new Set(
  '$json $itemIndex $input $vars $run $pattern $secrets $now $today Math true false null undefined NaN Infinity typeof in'.split(
    ' ',
  ),
);
const functions = new Set('$ Number String Boolean parseInt parseFloat isNaN typeof'.split(' '));
const methods = new Set(
  (
    'toUpperCase toLowerCase trim toFixed toString toISO toISODate toMillis abs ceil floor round trunc min max sqrt ' +
    'random sign charAt at first last'
  ).split(' '),
);
