import type { CodeSandbox, JsonObject } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

/** Below it what a harmless expression costs is too little to measure. */
const shortText = 2_000;

/** Of our own; expressions and texts are its data. */
const code = `
  const known = new Map();
  const regexOf = (source, flags) => {
    const key = flags + ' ' + source;
    if (!known.has(key)) known.set(key, new RegExp(source, flags));
    return known.get(key);
  };
  const { wanted } = items[0].json;
  return [{ json: { found: wanted.map(({ source, flags, text }) => regexOf(source, flags).test(text)) } }];`;

interface Wanted extends JsonObject {
  source: string;
  flags: string;
  text: string;
}

/**
 * Searches by regular expressions that people wrote. One that backtracks without end would hold up every run of the
 * process: what could is done in the sandbox, where it ends with `step-timeout`.
 */
export class Searches {
  readonly #regexes = new Map<string, { regex: RegExp; isQuick: boolean }>();
  readonly #found = new Map<string, boolean>();
  #wanted = new Map<string, Wanted>();

  /**
   * What `decide` gives once everything that it searches for is known. Until then it is told "no", and asked again.
   * @throws PatchbayError `step-timeout`, `parameter-invalid` for what is no expression
   */
  static async during<T>(sandbox: CodeSandbox, decide: (searches: Searches) => T): Promise<T> {
    const searches = new Searches();
    for (;;) {
      const decided = decide(searches);
      if (searches.#wanted.size === 0) return decided;
      await searches.#search(sandbox);
    }
  }

  test(source: string, flags: string, text: string): boolean {
    const { regex, isQuick } = this.#compiled(source, flags);
    if (isQuick && text.length <= shortText) return regex.test(text);
    const key = JSON.stringify([source, flags, text]);
    const found = this.#found.get(key);
    if (found === undefined) this.#wanted.set(key, { source, flags, text });
    return found ?? false;
  }

  async #search(sandbox: CodeSandbox): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = new Map();
    const items = [{ json: { wanted: [...wanted.values()] } }];
    const [answer] = await sandbox.run(code, { mode: 'runOnceForAllItems', items });
    const found = answer?.json['found'] as boolean[];
    for (const [index, key] of [...wanted.keys()].entries()) this.#found.set(key, found[index] ?? false);
  }

  #compiled(source: string, flags: string): { regex: RegExp; isQuick: boolean } {
    const key = `${flags} ${source}`;
    const known = this.#regexes.get(key);
    if (known) return known;
    const made = { regex: compile(source, flags), isQuick: isHarmless(source) };
    this.#regexes.set(key, made);
    return made;
  }
}

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw wrong('conditions', `has an expression that is none: ${source.slice(0, 100)}`);
  }
}

/**
 * What cannot take more than the square of the text: one repetition, or a few choices. Signs within classes and behind a
 * backslash count, too; what is taken for worse than it is only costs the way into the sandbox.
 */
function isHarmless(source: string): boolean {
  const count = (sign: RegExp) => source.match(sign)?.length ?? 0;
  const open = count(/[*+]|(?<!\()\?|\{\d*,/gu);
  const choices = count(/\|/gu);
  if (count(/\{\d+\}/gu) > 0) return open + choices === 0;
  return open === 0 ? choices <= 5 : open + choices === 1;
}
