import { guestLookUps } from './guest-look-ups.js';
import { guestPrograms } from './guest-programs.js';
import type { Guest, GuestState, LookUps } from './guest-types.js';

/** The inside of the sandbox as text: a function of the host's function and the facts, which gives a Guest. */
export function guestText(): string {
  return `(host, facts) => {
    const state = { json: undefined, item: 0, column: 0, step: -1, found: Object.create(null) };
    const programs = (${guestPrograms.toString()})(state);
    const lookUps = (${guestLookUps.toString()})(host, state);
    const libraries = (${guestVariables.toString()})(facts, state, lookUps);
    return { ...programs, ...libraries };
  }`;
}

/** The part of the guest that defines the variables. Evaluated as text in the sandbox, so it uses nothing from outside. */
function guestVariables(
  factsText: string,
  state: GuestState,
  lookUps: LookUps,
): Pick<Guest, 'addLuxon' | 'addJmespath'> {
  'use strict';
  const { defineProperty, freeze } = Object;
  const text = String;
  const facts = JSON.parse(factsText) as Record<string, unknown>;
  const { input, all, lookBack, nodes } = lookUps;
  const variable = (name: string, get: () => unknown) => defineProperty(globalThis, name, { get });

  variable('$json', () => state.json);
  variable('$itemIndex', () => state.item);
  variable('$input', () => input);
  variable('$', () => lookBack);
  variable('$node', () => nodes);
  const items = (name?: unknown, pin?: unknown, run?: unknown) =>
    name === undefined ? input.all() : all(name, pin, run);
  variable('$items', () => items);
  for (const name of ['$vars', '$run', '$pattern']) {
    const value = freeze(facts[name]);
    variable(name, () => value);
  }
  defineProperty(BigInt.prototype, 'toJSON', {
    value(this: unknown) {
      return text(this);
    },
  });

  return {
    addLuxon(library) {
      const luxon = library as Record<'DateTime' | 'Duration' | 'Interval', unknown> & {
        Settings: Record<string, unknown>;
      };
      const { DateTime } = luxon as { DateTime: { now: () => { startOf: (unit: string) => unknown } } };
      luxon.Settings['defaultZone'] = facts['timeZone'];
      for (const name of ['DateTime', 'Duration', 'Interval'] as const) variable(name, () => luxon[name]);
      variable('$now', () => DateTime.now());
      variable('$today', () => DateTime.now().startOf('day'));
    },

    addJmespath(library) {
      const { search } = library as { search: (value: unknown, expression: string) => unknown };
      variable('$jmespath', () => search);
    },
  };
}
