import type Iconv from 'iconv-lite';

export interface RtfContent {
  /** Of all tables, one after the other. */
  rows: string[][];
  text: string;
}

/** What an RTF file says, as it is read: texts, and the cells of its tables. */
export class RtfText {
  readonly #iconv: typeof Iconv;
  #encoding = 'windows-1252';
  /** Bytes of the file's code page that are not decoded yet: some characters have two. */
  #bytes: string[] = [];
  #text: string[] = [];
  #cell: string[] = [];
  #row: string[] = [];
  readonly #rows: string[][] = [];

  private constructor(iconv: typeof Iconv) {
    this.#iconv = iconv;
  }

  static async open(): Promise<RtfText> {
    return new RtfText((await import('iconv-lite')).default);
  }

  add(text: string): void {
    this.#flush();
    this.#text.push(text);
    this.#cell.push(text);
  }

  /** A half of a character beyond 65,535 follows the other one at once. */
  unit(number: number): void {
    this.add(String.fromCharCode(number & 0xffff));
  }

  byte(code: number): void {
    this.#bytes.push(String.fromCharCode(code));
  }

  bytes(run: string): void {
    if (run !== '') this.#bytes.push(run);
  }

  symbol(symbol: string): void {
    const known: Readonly<Record<string, string>> = { '~': '\u00a0', _: '\u2011', '\n': '\n', '\r': '\n' };
    if (['\\', '{', '}'].includes(symbol)) this.bytes(symbol);
    else if (Object.hasOwn(known, symbol)) this.add(known[symbol] ?? '');
  }

  command(word: string, number: number): void {
    if (word === 'ansicpg') this.#use(`cp${number}`);
    else if (word === 'cell' || word === 'nestcell') this.#endCell();
    else if (word === 'row' || word === 'nestrow') this.#endRow();
    // What stands before a table belongs to none of its cells; the row is described again behind its cells.
    else if (word === 'trowd' && this.#row.length === 0) {
      this.#flush();
      this.#cell = [];
    }
  }

  end(): RtfContent {
    this.#flush();
    if (this.#row.length > 0) this.#endRow();
    return { rows: this.#rows, text: this.#text.join('').trim() };
  }

  #use(encoding: string): void {
    this.#flush();
    if (this.#iconv.encodingExists(encoding)) this.#encoding = encoding;
  }

  #endCell(): void {
    this.#flush();
    this.#row.push(this.#cell.join('').trim());
    this.#cell = [];
    this.#text.push('\t');
  }

  #endRow(): void {
    this.#flush();
    this.#rows.push(this.#row);
    [this.#row, this.#cell] = [[], []];
    this.#text.push('\n');
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const text = this.#iconv.decode(Buffer.from(this.#bytes.join(''), 'latin1'), this.#encoding);
    this.#bytes = [];
    this.#text.push(text);
    this.#cell.push(text);
  }
}
