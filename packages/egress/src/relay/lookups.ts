import type { Lookup } from '../types.js';

/** So that names which nobody answers for cannot occupy every thread that looks names up. */
export function fewAtATime(lookup: Lookup, most: number): Lookup {
  const waiting: (() => void)[] = [];
  let active = 0;
  return async (hostname) => {
    if (active >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else active += 1;
    try {
      return await lookup(hostname);
    } finally {
      const next = waiting.shift();
      // The place passes on to the next one without being free in between.
      if (next) next();
      else active -= 1;
    }
  };
}
