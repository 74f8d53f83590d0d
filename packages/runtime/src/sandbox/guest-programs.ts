import type { Beginning, Guest, GuestProgram, GuestState, ProgramText, RowsRequest } from './guest-types.js';
import type { guestRows } from './guest-rows.js';

type Compiled = (json: unknown, index: number) => unknown;
type Together = (state: GuestState, ...rest: Parameters<GuestProgram['evaluate']>) => void;

/**
 * The part of the guest that compiles, and evaluates with `rows`. What it needs of the language it takes before any
 * expression runs: one that bends `JSON` or `Date` bends it for itself. Turned into text like the other parts.
 */
export function guestPrograms(
  state: GuestState,
  rows: ReturnType<typeof guestRows>,
): Pick<Guest, 'compile' | 'begin' | 'run' | 'where'> {
  'use strict';
  const { parse, stringify } = JSON;
  const Compile = Function;
  const text = String;
  const columns: Compiled[] = [];
  const program: GuestProgram = { evaluate: apart, length: 0, isHarmless: false };

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

  function apart(json: unknown, item: number, values: unknown[], place: number): void {
    for (let column = 0; column < columns.length; column++) {
      state.column = column;
      values[place + column] = columns[column]?.(json, item);
    }
  }

  /** One function for all: most of the time that simple ones take is for calling them. */
  function together(sources: readonly string[]): GuestProgram['evaluate'] {
    let body = '';
    for (let column = 0; column < sources.length; column++)
      body += `state.column=${column};values[place+${column}]=(${sources[column] ?? ''}\n);`;
    const compiled = new Compile('state', '$json', '$itemIndex', 'values', 'place', body) as Together;
    return (json, item, values, place) => compiled(state, json, item, values, place);
  }

  function begin({ facts, seed }: Beginning): string {
    state.facts = facts;
    if (state.luxonSettings) state.luxonSettings['defaultZone'] = facts['timeZone'];
    state.reseed(seed);
    return '';
  }

  return {
    compile(programText) {
      try {
        const { sources, isHarmless } = parse(programText) as ProgramText;
        for (const source of sources) {
          state.column = columns.length;
          // `Function` parses each source on its own, so a stray bracket cannot reach what surrounds it.
          columns.push(new Compile('$json', '$itemIndex', `return (${source}\n)`) as Compiled);
        }
        // A harmless one assigns nothing and names nothing else, so what it stands beside is out of its reach.
        if (isHarmless) program.evaluate = together(sources);
        program.isHarmless = isHarmless;
        program.length = sources.length;
      } catch (error) {
        return failure(error);
      }
      return '';
    },

    begin: (beginningText) => begin(parse(beginningText) as Beginning),
    run(requestText) {
      try {
        const request = parse(requestText) as RowsRequest;
        if (request.beginning) begin(request.beginning);
        return rows(program, request);
      } catch (error) {
        return failure(error);
      }
    },

    where: () => stringify({ column: state.column, item: state.item }),
  };
}
