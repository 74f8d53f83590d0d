/**
 * The index of the `}}` that ends the expression which starts at `from`. Braces within strings, template
 * literals, regular expressions, comments and object literals do not count. Text that cannot be understood
 * that way (a lone quote) ends at the first `}}`, as people expect.
 */
export function expressionEnd(text: string, from: number): number | undefined {
  const end = new Scanner(text, from).end() ?? text.indexOf('}}', from);
  return end < 0 ? undefined : end;
}

const closers: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };
/** After these a slash starts a regular expression; after a value it divides. */
const beforeRegExp = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|void|delete))\s*$/;

class Scanner {
  readonly #text: string;
  readonly #start: number;
  #at: number;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#start = from;
    this.#at = from;
  }

  end(): number | undefined {
    const open: string[] = [];
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (open.length === 0 && this.#text.startsWith('}}', this.#at)) return this.#at;
      if (char in closers) open.push(closers[char] ?? '');
      else if (char === open.at(-1)) open.pop();
      // A bracket that closes nothing: this is not JavaScript, let the first `}}` decide.
      else if (char === '}' || char === ')' || char === ']') return undefined;
      else if (!this.#skipped(char)) return undefined;
      this.#at++;
    }
    return undefined;
  }

  /** Moves to the last character of what starts here; false when it never ends. */
  #skipped(char: string): boolean {
    if (char === '"' || char === "'") return this.#until(char);
    if (char === '`') return this.#templateLiteral();
    if (char !== '/') return true;
    if (this.#text.startsWith('/*', this.#at)) return this.#jump('*/');
    if (this.#text.startsWith('//', this.#at)) return this.#jump('\n');
    return beforeRegExp.test(this.#text.slice(this.#start, this.#at)) ? this.#regExp() : true;
  }

  #until(quote: string): boolean {
    while (++this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === '\\') this.#at++;
      else if (char === quote) return true;
    }
    return false;
  }

  #templateLiteral(): boolean {
    while (++this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === '\\') this.#at++;
      else if (char === '`') return true;
      else if (char === '$' && this.#text.charAt(this.#at + 1) === '{') {
        const inner = substitutionEnd(this.#text, this.#at + 2);
        if (inner === undefined) return false;
        this.#at = inner;
      }
    }
    return false;
  }

  #regExp(): boolean {
    let inClass = false;
    while (++this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === '\n') return false;
      if (char === '\\') this.#at++;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if (char === '/' && !inClass) return true;
    }
    return false;
  }

  #jump(to: string): boolean {
    const found = this.#text.indexOf(to, this.#at + 2);
    if (found < 0) return false;
    this.#at = found + to.length - 1;
    return true;
  }
}

/** The index of the `}` that closes `${`. Written without nesting of its own: strings inside are rare. */
function substitutionEnd(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at;
  }
  return undefined;
}
