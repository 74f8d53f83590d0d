import { createContext, Script } from 'node:vm';
import { wrong } from '../values/lists.js';

/** What the searches of one step may take together. */
const stepMs = 1_000;
/** Below it what a harmless expression costs is too little to measure. */
const shortText = 2_000;

/**
 * Tests texts by regular expressions that people wrote. One that backtracks without end would hold up every run of the
 * runner, and nothing of JavaScript could stop it: so those that could are searched under a time limit.
 */
export class TimedSearch {
  readonly #known = new Map<string, { regex: RegExp; isHarmless: boolean }>();
  #leftMs = stepMs;

  /** @throws PatchbayError `parameter-invalid` for what is no expression, and when the searches take too long */
  test(source: string, flags: string, text: string): boolean {
    const { regex, isHarmless: isQuick } = this.#compiled(source, flags);
    return isQuick && text.length <= shortText ? regex.test(text) : this.#testWithin(regex, text);
  }

  #compiled(source: string, flags: string): { regex: RegExp; isHarmless: boolean } {
    const key = `${flags} ${source}`;
    const known = this.#known.get(key);
    if (known) return known;
    const made = { regex: compile(source, flags), isHarmless: isHarmless(source) };
    this.#known.set(key, made);
    return made;
  }

  #testWithin(regex: RegExp, text: string): boolean {
    const began = performance.now();
    place.regex = regex;
    place.text = text;
    try {
      if (this.#leftMs < 1) throw tooLong(regex);
      return search.runInContext(place, { timeout: Math.ceil(this.#leftMs) }) === true;
    } catch (error) {
      throw isTimeout(error) ? tooLong(regex) : error;
    } finally {
      this.#leftMs -= performance.now() - began;
      place.text = '';
    }
  }
}

const place = createContext(Object.assign(Object.create(null) as object, { regex: /x/u, text: '' }));
const search = new Script('regex.test(text)');

function compile(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw wrong('conditions', `has an expression that is none: ${source.slice(0, 100)}`);
  }
}

/**
 * What cannot take more than the square of the text: one repetition, or choices alone. Signs within classes and behind a
 * backslash count, too; what is taken for worse than it is only costs the time limit.
 */
function isHarmless(source: string): boolean {
  const count = (sign: RegExp) => source.match(sign)?.length ?? 0;
  const open = count(/[*+]|(?<!\()\?|\{\d*,/gu);
  const choices = count(/\|/gu);
  if (count(/\{\d+\}/gu) > 0) return open + choices === 0;
  return open === 0 ? choices <= 5 : open + choices === 1;
}

/** It is an error of the other context, and so no `Error` of this one. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

function tooLong({ source }: RegExp): Error {
  return wrong(
    'conditions',
    `searches for longer than ${stepMs} ms by ${source.slice(0, 100)}; write it without repetitions within repetitions`,
  );
}
