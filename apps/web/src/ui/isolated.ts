/**
 * A name that people typed, for the middle of a plain text of ours, such as a label or a title. Letters that are written from right
 * to left, and characters that turn the direction, would move the words around it; they stay within the name. Other names are as they were.
 */
export function isolated(name: string): string {
  return turning.test(name) ? `${firstStrong}${withoutOpenTurns(name)}${endOfIsolate}` : name;
}

/** Hebrew, Arabic and their like, and what turns the direction. */
const turning =
  /[\u0590-\u08ff\u200e\u200f\u2028-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const firstStrong = '\u2068';
const endOfIsolate = '\u2069';
const endOfEmbedding = '\u202c';
const isolates = '\u2066\u2067\u2068';
const embeddings = '\u202a\u202b\u202d\u202e';

/**
 * Without what turns the direction and is not turned back, or turns back what is not the name's own: either would reach beyond the
 * name, whatever isolates it. A file `orders\u202Egpj.exe` is read as it is written.
 */
export function withoutOpenTurns(name: string): string {
  const letters = Array.from(name);
  const closed = closedTurns(letters);
  return letters.filter((letter, at) => !turns.has(letter) || closed.has(at)).join('');
}

/** A separator of paragraphs ends every isolate. */
const turns: ReadonlySet<string> = new Set(
  `${isolates}${embeddings}${endOfIsolate}${endOfEmbedding}\u2028\u2029`,
);

/** Where what is opened and closed within the name stands. */
function closedTurns(letters: readonly string[]): ReadonlySet<number> {
  const closed = new Set<number>();
  const open: { at: number; isIsolate: boolean }[] = [];
  let openIsolates = 0;
  const close = (opened: { at: number } | undefined, at: number) => {
    if (opened !== undefined) closed.add(opened.at).add(at);
  };
  for (const [at, letter] of letters.entries()) {
    if (isolates.includes(letter)) {
      open.push({ at, isIsolate: true });
      openIsolates += 1;
    } else if (embeddings.includes(letter)) {
      open.push({ at, isIsolate: false });
    } else if (letter === endOfEmbedding && open.at(-1)?.isIsolate === false) {
      close(open.pop(), at);
    } else if (letter === endOfIsolate && openIsolates > 0) {
      // It ends the embeddings within the isolate too.
      while (open.at(-1)?.isIsolate === false) open.pop();
      close(open.pop(), at);
      openIsolates -= 1;
    }
  }
  return closed;
}
