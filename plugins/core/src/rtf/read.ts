import { wrong } from '../values/lists.js';
import { type RtfContent, RtfText } from './text.js';

interface Group {
  /** What is no text of the document: fonts, pictures, notes of the program. */
  isSkipped: boolean;
  /** Characters behind a `\\u` for readers that do not know it. */
  fallback: number;
}

const deepest = 1_000;
const skipped = new Set(
  'fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf generator listtable listoverridetable rsidtbl themedata colorschememapping xmlnstbl datastore latentstyles fldinst filetbl revtbl pgptbl'.split(
    ' ',
  ),
);
const signs: Readonly<Record<string, string>> = {
  ...{ par: '\n', line: '\n', sect: '\n', page: '\n', tab: '\t' },
  ...{ emdash: '\u2014', endash: '\u2013', bullet: '\u2022', lquote: '\u2018', rquote: '\u2019' },
  ...{ ldblquote: '\u201c', rdblquote: '\u201d', emspace: ' ', enspace: ' ' },
};
/** A control word with its number, a character by its code, a symbol, a brace, or a run of text. Bytes are characters here. */
const token = /\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^]))|([{}])|([^\\{}]+)/gu;

/** Throws `parameter-invalid` for what is no RTF. Linear in the length of the file. */
export async function readRtf(bytes: Buffer): Promise<RtfContent> {
  const source = bytes.toString('latin1');
  if (!/^\s*\{\\rtf/u.test(source)) throw wrong('inputField', 'names a file that is no RTF');
  const reader = new Reader(await RtfText.open());
  token.lastIndex = 0;
  for (let found = token.exec(source); found; found = token.exec(source))
    token.lastIndex += reader.take(found);
  return reader.end();
}

class Reader {
  readonly #text: RtfText;
  readonly #open: Group[] = [];
  #group: Group = { isSkipped: false, fallback: 1 };
  /** Characters that stand there for readers that do not know the one before. */
  #toSkip = 0;
  #isFirst = false;

  constructor(text: RtfText) {
    this.#text = text;
  }

  /** Answers with how many characters behind it are none of the text. */
  take([, word, number, code, symbol, brace, run]: readonly (string | undefined)[]): number {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (brace !== undefined) this.#brace(brace);
    else if (symbol === '*' && isFirst) this.#group.isSkipped = true;
    else if (word === 'bin') return Math.max(0, Number(number ?? 0));
    else if (this.#group.isSkipped) return 0;
    else if (word !== undefined) this.#word(word, Number(number ?? (word === 'uc' ? 1 : 0)), isFirst);
    else if (code !== undefined) this.#code(code);
    else if (symbol !== undefined) this.#text.symbol(symbol);
    else if (run !== undefined) this.#run(run);
    return 0;
  }

  end(): RtfContent {
    return this.#text.end();
  }

  #brace(brace: string): void {
    if (brace === '{') {
      if (this.#open.length >= deepest)
        throw wrong('inputField', `names an RTF file with groups deeper than ${deepest}`);
      this.#open.push(this.#group);
      this.#group = { ...this.#group };
      this.#isFirst = true;
      return;
    }
    this.#group = this.#open.pop() ?? this.#group;
    this.#toSkip = 0;
  }

  #word(word: string, number: number, isFirst: boolean): void {
    if (isFirst && skipped.has(word)) this.#group.isSkipped = true;
    else if (word === 'uc') this.#group.fallback = Math.min(Math.max(0, number), 16);
    else if (word === 'u') {
      this.#text.unit(number);
      this.#toSkip = this.#group.fallback;
    } else if (Object.hasOwn(signs, word)) this.#text.add(signs[word] ?? '');
    else this.#text.command(word, number);
  }

  #code(code: string): void {
    if (this.#toSkip > 0) this.#toSkip -= 1;
    else this.#text.byte(Number.parseInt(code, 16));
  }

  /** Line ends in the file are none of the document. */
  #run(run: string): void {
    const shown = run.replace(/[\r\n\0]/gu, '');
    this.#text.bytes(shown.slice(this.#toSkip));
    this.#toSkip = Math.max(0, this.#toSkip - shown.length);
  }
}
