import type { TemplatePart } from './template.js';

/** Why an expression may not stand where it stands in SQL text, or undefined when all may. */
export function misplacedExpression(parts: readonly TemplatePart[]): string | undefined {
  let state: SqlState = plain;
  let before = '';
  for (const part of parts) {
    if ('text' in part) {
      if (before === 'expression' && /^[\w$"`\]]/.test(part.text)) return 'Put a space behind }}';
      state = scan(part.text, state);
      before = part.text;
      continue;
    }
    if (state !== plain) return advice[state.kind];
    if (/[\w$"`\]]$/.test(before) || before === 'expression') return 'Put a space or an operator before {{';
    before = 'expression';
  }
  return undefined;
}

type Kind = 'plain' | 'string' | 'identifier' | 'comment';
interface SqlState {
  readonly kind: Kind;
  /** The text that ends it. */
  readonly close: string;
}

const plain: SqlState = { kind: 'plain', close: '' };
const advice: Readonly<Record<Kind, string>> = {
  plain: '',
  string: 'Take the quotes away around {{ … }}: the value is bound, not pasted into the text',
  identifier: 'Names of tables and columns cannot be expressions; only values are bound',
  comment: 'Take {{ … }} out of the comment',
};

/** The quoted things of the dialects. Doubled quotes close and open again, which comes to the same. */
const opener = /'|"|`|--|\/\*|\$(?:[A-Za-z_]\w*)?\$|\[(?=[A-Za-z_])/g;

function scan(text: string, start: SqlState): SqlState {
  let state = start;
  let at = 0;
  while (at < text.length) {
    if (state === plain) {
      opener.lastIndex = at;
      const match = opener.exec(text);
      if (!match) return plain;
      at = match.index + match[0].length;
      // An array subscript such as a[i] is not a bracketed name.
      if (match[0] === '[' && /[\w)\]"]$/.test(text.slice(0, match.index))) continue;
      state = opened(match[0]);
    } else {
      const end = text.indexOf(state.close, at);
      if (end < 0) return state;
      at = end + state.close.length;
      state = plain;
    }
  }
  return state;
}

function opened(token: string): SqlState {
  if (token === "'") return { kind: 'string', close: "'" };
  if (token === '--') return { kind: 'comment', close: '\n' };
  if (token === '/*') return { kind: 'comment', close: '*/' };
  if (token.startsWith('$')) return { kind: 'string', close: token };
  return { kind: 'identifier', close: token === '[' ? ']' : token };
}
