/** Splits a command line into its words as a POSIX shell does, without expanding anything. */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (const [token] of text.replaceAll(/\\\r?\n/g, ' ').matchAll(tokens)) {
    if (/^\s/.test(token)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + meaningOf(token);
  }
  return word === undefined ? words : [...words, word];
}

const tokens = /\s+|\$'(?:[^'\\]|\\[^])*'|'[^']*'|"(?:[^"\\]|\\[^])*"|\\[^]|[^\s'"\\$]+|[^]/g;

function meaningOf(token: string): string {
  if (token.startsWith("$'") && token.length > 2) return ansi(token.slice(2, -1));
  if (token.startsWith("'") && token.length > 1) return token.slice(1, -1);
  if (token.startsWith('"') && token.length > 1)
    return token.slice(1, -1).replaceAll(/\\([$`"\\\n])/g, (_all, character: string) => character);
  return token.startsWith('\\') && token.length > 1 ? token.slice(1) : token;
}

/** `$'…'`, which browsers write when they copy a request with special characters. */
function ansi(text: string): string {
  return text.replaceAll(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{1,2})|([^]))/gi,
    (_all: string, unicode?: string, hex?: string, character: string = ''): string => {
      const code = unicode ?? hex;
      if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
      return ({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[character] ?? character;
    },
  );
}
