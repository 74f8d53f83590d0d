import { wrong } from '../values/lists.js';

const longest = 8;

/** A delimiter as it is typed, `\t` for a tab. One with a quote or a line end in it could be read in two ways. */
export function delimiterOf(given: string, quote = '"'): string {
  const delimiter = given === '\\t' ? '\t' : given;
  if (delimiter.length === 0 || delimiter.length > longest || /[\r\n]/u.test(delimiter))
    throw wrong('delimiter', `must be 1 to ${longest} characters without line ends`);
  if (delimiter.includes(quote)) throw wrong('delimiter', 'must not hold the quote');
  return delimiter;
}
