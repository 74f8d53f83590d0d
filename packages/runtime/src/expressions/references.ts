/** Which items beyond its own an expression may ask for, as its text tells. */
export interface References {
  /** Names of nodes whose items it asks for as a whole. */
  readonly whole: ReadonlySet<string>;
  /** Names of nodes of which it asks only for the item that its own one comes from. */
  readonly linked: ReadonlySet<string>;
  /** It asks for all items of its own input. */
  readonly wholeInput: boolean;
  /** It may ask for any node, since the text does not tell. */
  readonly unknown: boolean;
}

const literal = /(?:'([^'\\\n]*)'|"([^"\\\n]*)"|`([^`\\$]*)`)/.source;
const item = /(\s*\??\.\s*item(?![\w$]))?/.source;
const call = new RegExp(`(?<![\\w$.])\\$\\s*\\(\\s*${literal}\\s*\\)${item}`, 'g');
const node = new RegExp(
  `\\$node\\s*(?:\\[\\s*${literal}\\s*\\]|\\.([A-Za-z_]\\w*))\\s*\\.\\s*(json|context)(?![\\w$])`,
  'g',
);
const items = new RegExp(`\\$items\\s*\\(\\s*(?:${literal}\\s*)?(?=[,)])`, 'g');
const inputItem = /\$input\s*\.\s*item(?![\w$])/g;
/** A `$` by itself, or one of the names in a form that is not understood. What is within texts counts as well. */
const leftOver = /(?<![\w$])\$(?![\w${])|\$node(?![\w$])|\$items(?![\w$])/;
const input = /\$input(?![\w$])/;
/** Ways to a variable without its name. */
const roundabout = /\b(?:eval|Function|globalThis|constructor|this|import|with|Reflect|Proxy)\b|\\/;
const text = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/**
 * Errs on the side of more: what is not certain counts as unknown, and for what escapes all the same, asking for
 * items that were not kept is an error and never an empty answer.
 */
export function referencesOf(sources: readonly string[]): References {
  const whole = new Set<string>();
  const linked = new Set<string>();
  const found = { wholeInput: false, unknown: false };
  for (const source of sources) {
    if (!source.includes('$') && !roundabout.test(source)) continue;
    const rest = source
      .replace(call, (_, a?: string, b?: string, c?: string, isItem?: string) => {
        (isItem ? linked : whole).add(a ?? b ?? c ?? '');
        return '0';
      })
      .replace(node, (_, a?: string, b?: string, c?: string, d?: string, of?: string) => {
        (of === 'json' ? linked : whole).add(a ?? b ?? c ?? d ?? '');
        return '0';
      })
      .replace(items, (_, a?: string, b?: string, c?: string) => {
        const name = a ?? b ?? c;
        if (name === undefined) found.wholeInput = true;
        else whole.add(name);
        return '0(';
      })
      .replace(inputItem, '0');
    if (input.test(rest)) found.wholeInput = true;
    if (leftOver.test(rest) || roundabout.test(rest.replace(text, ''))) found.unknown = true;
  }
  return { whole, linked, ...found };
}
