import type { Beginning, GuestRows, GuestState, Guest } from './guest-types.js';

type Compiled = (json: unknown, index: number) => unknown;

/**
 * The part of the guest that compiles and evaluates. What it needs of the language it takes before any expression
 * runs: one that bends `JSON` or `Date` bends it for itself. Turned into text like the other parts.
 */
export function guestPrograms(state: GuestState): Pick<Guest, 'compile' | 'begin' | 'run' | 'where'> {
  'use strict';
  const { parse, stringify } = JSON;
  const Compile = Function;
  const text = String;
  const clock = Date.now;
  const program: Compiled[] = [];

  function failure(error: unknown): string {
    let words = 'failed';
    try {
      const thrown = error as { name?: unknown; message?: unknown } | null;
      const isObject = typeof thrown === 'object' && thrown !== null;
      words = isObject ? `${text(thrown.name)}: ${text(thrown.message)}` : text(error);
    } catch {
      // What was thrown refuses to be read.
    }
    return stringify({ failure: words, column: state.column, item: state.item });
  }

  function row(functions: Compiled[], at: number, gaps: number[]): unknown[] {
    const values: unknown[] = [];
    for (state.column = 0; state.column < functions.length; state.column++) {
      const value = functions[state.column]?.(state.json, state.item);
      const type = typeof value;
      if (type === 'undefined' || type === 'function' || type === 'symbol')
        gaps.push(at * functions.length + state.column);
      values.push(value);
    }
    return values;
  }

  function evaluate(functions: Compiled[], items: unknown[], first: number, sliceMs: number): GuestRows {
    const start = clock();
    const result: GuestRows = { rows: [], gaps: [] };
    for (let at = 0; at < items.length; at++) {
      state.json = items[at];
      state.item = first + at;
      result.rows.push(row(functions, at, result.gaps));
      if (clock() - start > sliceMs) break;
    }
    return result;
  }

  return {
    compile(sourcesText) {
      try {
        for (const source of parse(sourcesText) as string[]) {
          state.column = program.length;
          // `Function` parses each source on its own, so a stray bracket cannot reach what surrounds it.
          program.push(new Compile('$json', '$itemIndex', `return (${source}\n)`) as Compiled);
        }
      } catch (error) {
        return failure(error);
      }
      return '';
    },

    begin(beginningText) {
      const { facts, seed } = parse(beginningText) as Beginning;
      state.facts = facts;
      if (state.luxonSettings) state.luxonSettings['defaultZone'] = facts['timeZone'];
      state.reseed(seed);
      return '';
    },

    run(itemsText, first, sliceMs) {
      try {
        return stringify(evaluate(program, parse(itemsText) as unknown[], first, sliceMs));
      } catch (error) {
        return failure(error);
      }
    },

    where: () => stringify({ column: state.column, item: state.item }),
  };
}
