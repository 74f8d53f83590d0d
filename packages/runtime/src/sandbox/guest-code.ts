import type { CodeRequest, Guest, GuestItem, GuestOutcome, GuestState } from './guest-types.js';

type Run = (items: unknown, item: unknown, input: unknown, console: unknown) => Promise<unknown>;

/**
 * The part of the guest that runs the code of a node. Turned into text like the other parts, and like them it takes
 * what it needs of the language before anything foreign runs.
 */
export function guestCode(state: GuestState, console: object): Pick<Guest, 'code' | 'outcome'> {
  'use strict';
  const { parse, stringify } = JSON;
  const { freeze } = Object;
  const text = String;
  // An async function, so that `await` may be used; its promise settles when the engine has no more to do.
  const Compile = (async () => undefined).constructor as new (...given: string[]) => Run;
  let outcome = { failure: 'it waits for a promise that never settles', stack: '', item: 0 } as GuestOutcome;

  function failureOf(error: unknown): GuestOutcome {
    try {
      const thrown = error as { name?: unknown; message?: unknown; stack?: unknown } | null;
      const isObject = typeof thrown === 'object' && thrown !== null;
      const words = isObject ? `${text(thrown.name)}: ${text(thrown.message)}` : text(error);
      return { failure: words, stack: isObject ? text(thrown.stack) : '', item: state.item };
    } catch {
      // What was thrown refuses to be read.
      return { failure: 'failed', stack: '', item: state.item };
    }
  }

  async function each(run: Run, items: GuestItem[], input: object): Promise<GuestOutcome> {
    const results: unknown[] = [];
    for (let at = 0; at < items.length; at++) {
      state.item = at;
      state.json = items[at]?.json;
      results[at] = await run(items, items[at], input, console);
    }
    return { results };
  }

  async function start({ code, mode, items }: CodeRequest): Promise<GuestOutcome> {
    const given = items as GuestItem[];
    state.json = given[0]?.json;
    const input = freeze({
      all: () => given,
      first: () => given[0],
      last: () => given[given.length - 1],
      get item() {
        return given[state.item];
      },
    });
    const run = new Compile('items', 'item', '$input', 'console', `${code}\n`);
    if (mode === 'runOnceForEachItem') return each(run, given, input);
    return { result: await run(given, given[0], input, console) };
  }

  return {
    code(requestText) {
      // `await` uses the engine's own promises, whatever the code makes of `Promise.prototype.then`.
      void (async () => {
        try {
          outcome = await start(parse(requestText) as CodeRequest);
        } catch (error) {
          outcome = failureOf(error);
        }
      })();
      return '';
    },

    outcome() {
      try {
        return stringify(outcome);
      } catch (error) {
        return stringify(failureOf(error));
      }
    },
  };
}
