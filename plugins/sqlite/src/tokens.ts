export interface Token {
  kind: 'word' | 'quoted' | 'symbol';
  text: string;
  /** Offset in the text. */
  start: number;
}

/** SQL text as SQLite cuts it, without blanks and comments. An unterminated comment or quote takes the rest. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  for (const match of sql.matchAll(pattern)) {
    const { word, quoted, symbol } = match.groups ?? {};
    const start = match.index;
    if (word !== undefined) tokens.push({ kind: 'word', text: word, start });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted, start });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, start });
  }
  return tokens;
}

/*
 * In this order: comments and blanks; strings and the three ways to quote a name; words, where everything beyond
 * ASCII counts as a letter, as in SQLite; any other character.
 */
const pattern = new RegExp(
  [
    /--[^\n]*|\/\*[^]*?(?:\*\/|$)|[ \t\n\f\r\ufeff]+/,
    /(?<quoted>'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$))/,
    /(?<word>[\w$\u0080-\ufefe\uff00-\uffff]+)/,
    /(?<symbol>[^])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);
