interface Indentation {
  first: string;
  rest: string;
}

/** Signs in front of a line: a page that nests without end would have lines without end. */
const deepest = 10;

/** A text that is made of words, lines and what stands in front of them. */
export class Lines {
  /** Above 0, letters are written as capitals. */
  capitals = 0;
  /** Above 0, blanks and line ends stay as they are. */
  kept = 0;
  readonly #parts: string[] = [];
  readonly #indents: Indentation[] = [];
  #breaks = 0;
  #isAtStart = true;
  #wantsBlank = false;

  get text(): string {
    return this.#parts.join('');
  }

  /** Blanks in a row count as one, and none at the ends of a line. */
  write(text: string): void {
    if (this.kept > 0) return this.#writeKept(text);
    const words = text.split(/[ \t\r\n\f\u200b]+/u);
    for (const [index, word] of words.entries()) {
      if (index > 0) this.#wantsBlank = true;
      if (word !== '') this.#put(word);
    }
  }

  /** Ends the line; a second one makes an empty line. */
  feed(): void {
    this.#breaks += 1;
    this.#wantsBlank = false;
  }

  /** Ends the line, unless enough lines were ended already. */
  apart(breaks: number): void {
    this.#breaks = Math.max(this.#breaks, breaks);
    this.#wantsBlank = false;
  }

  /** Between two cells of one line. */
  gap(): void {
    if (this.#breaks === 0 && !this.#isAtStart) this.#parts.push('   ');
    this.#wantsBlank = false;
  }

  indent(first: string, rest: string): void {
    this.#indents.push({ first, rest });
  }

  outdent(): void {
    this.#indents.pop();
  }

  #writeKept(text: string): void {
    for (const [index, line] of text.split(/\r?\n/u).entries()) {
      if (index > 0) this.feed();
      if (line !== '') this.#put(line);
    }
  }

  #put(word: string): void {
    if (this.#breaks > 0 || this.#isAtStart) this.#beginLine();
    else if (this.#wantsBlank) this.#parts.push(' ');
    this.#wantsBlank = false;
    this.#parts.push(this.capitals > 0 ? word.toUpperCase() : word);
  }

  #beginLine(): void {
    if (!this.#isAtStart) this.#parts.push('\n'.repeat(this.#breaks));
    this.#isAtStart = false;
    this.#breaks = 0;
    for (const indent of this.#indents.slice(0, deepest)) {
      this.#parts.push(indent.first);
      indent.first = indent.rest;
    }
  }
}
