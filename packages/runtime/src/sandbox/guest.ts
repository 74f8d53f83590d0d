/** What the host answers to the guest, as JSON: `{ value }` or `{ error }`. Arguments travel as JSON too. */
export type HostCall = (kind: string, argumentsText: string) => string;

/** The functions that the host calls in the sandbox. */
export interface Guest {
  /** Compiles the sources of a program; the answer is empty, or JSON of a GuestFailure. */
  define(id: number, sourcesText: string): string;
  /** Evaluates a program over items until the slice is over; JSON of a GuestRows or GuestFailure. */
  run(id: number, itemsText: string, first: number, step: number, sliceMs: number): string;
  /** Where the evaluation was, after it was interrupted: JSON of a GuestPlace. */
  where(): string;
  addLuxon(luxon: unknown): void;
  addJmespath(jmespath: unknown): void;
}

export interface GuestPlace {
  column: number;
  item: number;
}
export interface GuestFailure extends GuestPlace {
  failure: string;
}
export interface GuestRows {
  rows: unknown[][];
  /** Positions of values that are undefined, as row × columns + column. */
  gaps: number[];
}

/**
 * The inside of the sandbox. It is turned into text and evaluated there, so it may use nothing from outside.
 * What it needs of the language it takes before any expression runs; an expression that bends `JSON` or `Date`
 * bends it for itself.
 */
export function guest(host: HostCall, factsText: string): Guest {
  'use strict';
  const { parse, stringify } = JSON;
  const { defineProperty, freeze } = Object;
  const Compile = Function;
  const text = String;
  const clock = Date.now;
  const Failure = Error;

  type Loaded = { json: unknown }[];
  const programs: ((json: unknown, index: number) => unknown)[][] = [];
  const facts = parse(factsText) as Record<string, unknown>;
  let json: unknown;
  let item = 0;
  let column = 0;
  let currentStep = -1;
  let cache = Object.create(null) as Record<string, unknown>;

  function load<T>(kind: string, given: unknown[]): T {
    const argumentsText = stringify(given);
    const key = kind + argumentsText;
    if (cache[key] === undefined) {
      const answer = parse(host(kind, argumentsText)) as { value?: unknown; error?: string };
      if (answer.error !== undefined) throw new Failure(answer.error);
      cache[key] = answer.value;
    }
    return cache[key] as T;
  }

  const all = (name: unknown, pin?: unknown, run?: unknown) => load<Loaded>('all', [name, pin, run]);

  function linked(name: string, index: number): Loaded[number] {
    const { items, places } = load<{ items: Loaded; places: number[] }>('linked', [name]);
    const found = items[places[index] ?? -1];
    if (found === undefined) throw new Failure(`no item of "${name}" belongs to item ${index}`);
    return found;
  }

  const lookBack = (name: string) => ({
    all: (pin?: unknown, run?: unknown) => all(name, pin, run),
    first: (pin?: unknown, run?: unknown) => all(name, pin, run)[0],
    last: (pin?: unknown, run?: unknown) => all(name, pin, run).at(-1),
    itemMatching: (index: number) => linked(name, index),
    get item() {
      return linked(name, item);
    },
    get isExecuted() {
      return load('executed', [name]);
    },
  });

  const input = freeze({
    all: () => load<Loaded>('input', []),
    first: () => load<Loaded>('input', [])[0],
    last: () => load<Loaded>('input', []).at(-1),
    get item() {
      const current = json;
      const index = item;
      return {
        json: current,
        get binary() {
          return (load<{ binary?: unknown }[]>('input', [])[index] ?? {}).binary;
        },
      };
    },
  });

  const nodes = new Proxy(freeze({}), {
    get: (_target, name) =>
      typeof name === 'string'
        ? defineProperty(lookBack(name), 'json', { get: () => linked(name, item).json })
        : undefined,
  });

  const variable = (name: string, get: () => unknown) => defineProperty(globalThis, name, { get });
  variable('$json', () => json);
  variable('$itemIndex', () => item);
  variable('$input', () => input);
  variable('$', () => lookBack);
  variable('$node', () => nodes);
  variable(
    '$items',
    () => (name?: unknown, pin?: unknown, run?: unknown) =>
      name === undefined ? input.all() : all(name, pin, run),
  );
  for (const name of ['$vars', '$run', '$pattern']) {
    const value = freeze(facts[name]);
    variable(name, () => value);
  }
  defineProperty(BigInt.prototype, 'toJSON', {
    value(this: unknown) {
      return text(this);
    },
  });

  function failure(error: unknown): string {
    let words = 'failed';
    try {
      const thrown = error as { name?: unknown; message?: unknown } | null;
      words =
        typeof thrown === 'object' && thrown !== null
          ? `${text(thrown.name)}: ${text(thrown.message)}`
          : text(error);
    } catch {
      // What was thrown refuses to be read.
    }
    return stringify({ failure: words, column, item });
  }

  return {
    define(id, sourcesText) {
      const compiled: (typeof programs)[number] = [];
      try {
        for (const source of parse(sourcesText) as string[]) {
          column = compiled.length;
          // `Function` parses each source on its own, so a stray bracket cannot reach what surrounds it.
          compiled.push(
            new Compile('$json', '$itemIndex', `return (${source}\n)`) as (typeof compiled)[number],
          );
        }
      } catch (error) {
        return failure(error);
      }
      programs[id] = compiled;
      return '';
    },

    run(id, itemsText, first, step, sliceMs) {
      if (step !== currentStep) cache = Object.create(null) as typeof cache;
      currentStep = step;
      const functions = programs[id] ?? [];
      const rows: unknown[][] = [];
      const gaps: number[] = [];
      try {
        const items = parse(itemsText) as unknown[];
        const start = clock();
        for (let at = 0; at < items.length; at++) {
          json = items[at];
          item = first + at;
          const row: unknown[] = [];
          for (column = 0; column < functions.length; column++) {
            const value = functions[column]?.(json, item);
            const type = typeof value;
            if (type === 'undefined' || type === 'function' || type === 'symbol')
              gaps.push(at * functions.length + column);
            row.push(value);
          }
          rows.push(row);
          if (clock() - start > sliceMs) break;
        }
        return stringify({ rows, gaps });
      } catch (error) {
        return failure(error);
      }
    },

    where: () => stringify({ column, item }),

    addLuxon(library) {
      const luxon = library as {
        DateTime: { now(): { startOf(unit: string): unknown } };
        Settings: Record<string, unknown>;
      };
      luxon.Settings['defaultZone'] = facts['timeZone'];
      for (const name of ['DateTime', 'Duration', 'Interval'] as const) {
        const value = (luxon as unknown as Record<string, unknown>)[name];
        variable(name, () => value);
      }
      variable('$now', () => luxon.DateTime.now());
      variable('$today', () => luxon.DateTime.now().startOf('day'));
    },

    addJmespath(library) {
      const { search } = library as { search(value: unknown, expression: string): unknown };
      variable('$jmespath', () => search);
    },
  };
}
