import { wrong } from '../values/lists.js';
import { RtfText } from './text.js';

export interface RtfContent {
  /** Of all tables, one after the other. */
  rows: string[][];
  text: string;
}

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
const breaks: Readonly<Record<string, string>> = { par: '\n', line: '\n', sect: '\n', page: '\n', tab: '\t' };
const signs: Readonly<Record<string, string>> = {
  ...{ emdash: '\u2014', endash: '\u2013', bullet: '\u2022', lquote: '\u2018', rquote: '\u2019' },
  ...{ ldblquote: '\u201c', rdblquote: '\u201d', emspace: ' ', enspace: ' ' },
};
/** A control word with its number, a character by its code, a symbol, a brace, or a run of text. Bytes are characters here. */
const token = /\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|([^]))|([{}])|([^\\{}]+)/gu;

/** Throws `parameter-invalid` for what is no RTF. Linear in the length of the file. */
export async function readRtf(bytes: Buffer): Promise<RtfContent> {
  const source = bytes.toString('latin1');
  if (!/^\s*\{\\rtf/u.test(source)) throw wrong('inputField', 'names a file that is no RTF');
  const text = await RtfText.open();
  const open: Group[] = [{ isSkipped: false, fallback: 1 }];
  let [group, toSkip, isFirst] = [open[0] as Group, 0, false];
  token.lastIndex = 0;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [, word, number, code, symbol, brace, run] = found;
    const beginsGroup = isFirst;
    isFirst = false;
    if (brace === '{') {
      if (open.length > deepest)
        throw wrong('inputField', `names an RTF file with groups deeper than ${deepest}`);
      group = { ...group };
      open.push(group);
      isFirst = true;
    } else if (brace === '}') {
      if (open.length > 1) open.pop();
      group = open.at(-1) as Group;
      toSkip = 0;
    } else if (symbol === '*' && beginsGroup) group.isSkipped = true;
    else if (word === 'bin') token.lastIndex += Math.max(0, Number(number ?? 0));
    else if (group.isSkipped) continue;
    else if (word !== undefined) {
      if (beginsGroup && skipped.has(word)) group.isSkipped = true;
      else if (word === 'uc') group.fallback = Math.min(Math.max(0, Number(number ?? 1)), 16);
      else if (word === 'u') {
        text.unit(Number(number ?? 0));
        toSkip = group.fallback;
      } else if (Object.hasOwn(signs, word)) text.add(signs[word] ?? '');
      else if (Object.hasOwn(breaks, word)) text.add(breaks[word] ?? '');
      else text.command(word, Number(number ?? 0));
    } else if (code !== undefined) {
      if (toSkip > 0) toSkip -= 1;
      else text.byte(Number.parseInt(code, 16));
    } else if (symbol !== undefined) text.symbol(symbol);
    else if (run !== undefined) {
      // Line ends in the file are none of the document.
      const shown = run.replace(/[\r\n\0]/gu, '');
      text.bytes(shown.slice(toSkip));
      toSkip = Math.max(0, toSkip - shown.length);
    }
  }
  return text.end();
}
