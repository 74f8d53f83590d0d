import type { Token, TokenizerExtension } from 'marked';

/** `a_b_c` with an emphasized `b`, which GitHub leaves as it stands. */
export const midWordUnderscores: TokenizerExtension = {
  name: 'midWord',
  level: 'inline',
  start: (text) => (text.includes('_') ? text.indexOf('_') : undefined),
  tokenizer(text, tokens) {
    if (!isWithinWord(tokens)) return undefined;
    const [raw, signs = '', inner = ''] = /^(_{1,2})(?!\s)([^_\n]{1,1000})(?<!\s)\1(?!_)/u.exec(text) ?? [];
    if (raw === undefined) return undefined;
    const type = signs.length === 1 ? 'em' : 'strong';
    return { type, raw, text: inner, tokens: this.lexer.inlineTokens(inner) };
  },
};

/** `a*b*c` with its asterisks, which GitHub takes for emphasis. */
export const midWordAsterisks: TokenizerExtension = {
  name: 'asterisks',
  level: 'inline',
  start: (text) => (text.includes('*') ? text.indexOf('*') : undefined),
  tokenizer(text, tokens) {
    const [raw] = isWithinWord(tokens) ? (/^\*+/u.exec(text) ?? []) : [];
    return raw === undefined ? undefined : { type: 'text', raw, text: raw };
  },
};

function isWithinWord(before: readonly Token[]): boolean {
  return /[\p{L}\p{N}]$/u.test(before.at(-1)?.raw ?? '');
}
