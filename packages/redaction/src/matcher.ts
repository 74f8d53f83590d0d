/** A half-open range of UTF-16 units. */
export type Range = [start: number, end: number];

/**
 * Finds many texts at once, after Wu and Manber: looks at the last two units of a window as long as the
 * shortest text and, when no text has them there, moves on by as much as none can be missed. Most text holds
 * no secret, so most of it is never looked at.
 */
export class Matcher {
  readonly #window: number;
  readonly #shifts = new Uint8Array(tableSize);
  readonly #byEnd = new Map<number, string[]>();
  readonly #byStart = new Map<number, string[]>();

  /** @param texts each of at least two units */
  constructor(texts: Iterable<string>) {
    const longestFirst = [...texts].sort((a, b) => b.length - a.length);
    this.#window = Math.min(longestFirst.at(-1)?.length ?? mostShift, mostShift);
    this.#shifts.fill(this.#window - 1);
    for (const text of longestFirst) this.#enter(text);
  }

  /** What is to be covered, in order: matches that overlap as one range, so that none shows its rest. */
  find(text: string): Range[] {
    const ranges: Range[] = [];
    const window = this.#window;
    const shifts = this.#shifts;
    for (let end = window - 1; end < text.length;) {
      const block = blockAt(text, end);
      const shift = shifts[block] ?? 0;
      if (shift === 0) {
        this.#matchAt(text, end - window + 1, block, ranges);
        end += 1;
      } else {
        end += shift;
      }
    }
    return ranges;
  }

  /** Where the end of `text` could be the beginning of a match; its length when nowhere. */
  openEnd(text: string, from: number): number {
    for (let start = from; start < text.length; start++) {
      const candidates = this.#byStart.get(text.charCodeAt(start));
      if (candidates === undefined) continue;
      const rest = text.slice(start);
      if (candidates.some((candidate) => candidate.length > rest.length && candidate.startsWith(rest)))
        return start;
    }
    return text.length;
  }

  #enter(text: string): void {
    const last = this.#window - 1;
    for (let at = 1; at <= last; at++) {
      const block = blockAt(text, at);
      this.#shifts[block] = Math.min(this.#shifts[block] ?? 0, last - at);
    }
    append(this.#byEnd, blockAt(text, last), text);
    append(this.#byStart, text.charCodeAt(0), text);
  }

  #matchAt(text: string, start: number, block: number, ranges: Range[]): void {
    const first = text.charCodeAt(start);
    for (const candidate of this.#byEnd.get(block) ?? []) {
      if (candidate.charCodeAt(0) !== first || !text.startsWith(candidate, start)) continue;
      cover(ranges, start, start + candidate.length);
      return;
    }
  }
}

const tableSize = 2 ** 16;
const mostShift = 255;

function blockAt(text: string, end: number): number {
  return ((text.charCodeAt(end - 1) << 8) ^ text.charCodeAt(end)) & (tableSize - 1);
}

function append(map: Map<number, string[]>, key: number, text: string): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [text]);
  else list.push(text);
}

function cover(ranges: Range[], start: number, end: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end);
  else ranges.push([start, end]);
}
