import type { GuestItem, GuestState, HostCall, LookUps } from './guest-types.js';

/** For each of the step's items from `from` on the place of its origin in `items`, or -1. */
interface Linked {
  items: GuestItem[];
  places: number[];
  from: number;
}

/**
 * The part of the guest that fetches items from the host, each kind once per step and only when an expression asks.
 * Turned into text and evaluated in the sandbox, so it may use nothing from outside.
 */
export function guestLookUps(host: HostCall, state: GuestState): LookUps {
  'use strict';
  const { parse, stringify } = JSON;
  const { defineProperty, freeze } = Object;
  const Failure = Error;

  function load(kind: string, given: unknown[]): unknown {
    const argumentsText = stringify(given);
    const key = kind + argumentsText;
    if (state.found[key] === undefined) {
      const answer = parse(host(kind, argumentsText)) as { value?: unknown; error?: string };
      if (answer.error !== undefined) throw new Failure(answer.error);
      state.found[key] = answer.value;
    }
    return state.found[key];
  }

  const inputItems = () => load('input', []) as GuestItem[];
  const all = (name: unknown, pin?: unknown, run?: unknown) => load('all', [name, pin, run]) as GuestItem[];

  function linked(name: string, index: number): GuestItem {
    const { items, places, from } = load('linked', [name]) as Linked;
    const found = items[places[index - from] ?? -1];
    if (found === undefined) throw new Failure(`no item of "${name}" belongs to item ${index}`);
    return found;
  }

  const lookBack = (name: string) => ({
    all: (pin?: unknown, run?: unknown) => all(name, pin, run),
    first: (pin?: unknown, run?: unknown) => all(name, pin, run)[0],
    last: (pin?: unknown, run?: unknown) => all(name, pin, run).at(-1),
    itemMatching: (index: number) => linked(name, index),
    get item() {
      return linked(name, state.item);
    },
    get context() {
      return load('context', [name]);
    },
    get isExecuted() {
      return load('executed', [name]);
    },
  });

  const input = freeze({
    all: inputItems,
    first: () => inputItems()[0],
    last: () => inputItems().at(-1),
    get item() {
      const { json, item } = state;
      return defineProperty({ json }, 'binary', { get: () => load('binary', [item]) ?? undefined });
    },
  });

  function memberOf(_target: object, name: string | symbol): unknown {
    if (typeof name !== 'string') return undefined;
    return defineProperty(lookBack(name), 'json', { get: () => linked(name, state.item).json });
  }

  return { input, all, lookBack, nodes: new Proxy(freeze({}), { get: memberOf }) };
}
