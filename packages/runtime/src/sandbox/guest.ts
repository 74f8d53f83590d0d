import { guestCode } from './guest-code.js';
import { guestConsole } from './guest-console.js';
import { guestLookUps } from './guest-look-ups.js';
import { guestPrograms } from './guest-programs.js';
import { guestRandom } from './guest-random.js';
import { guestRows } from './guest-rows.js';
import type { Guest, GuestState, LookUps } from './guest-types.js';

/** The inside of the sandbox as text: a function of the host's function, which gives a Guest. */
export function guestText(): string {
  return `(host) => {
    const state = { facts: {}, json: undefined, item: 0, column: 0, found: Object.create(null) };
    (${guestRandom.toString()})(state);
    const rows = (${guestRows.toString()})(state);
    const programs = (${guestPrograms.toString()})(state, rows);
    const lookUps = (${guestLookUps.toString()})(host, state);
    const libraries = (${guestVariables.toString()})(state, lookUps);
    const console = (${guestConsole.toString()})(host);
    const code = (${guestCode.toString()})(state, console);
    return { ...programs, ...libraries, ...code };
  }`;
}

/** The part of the guest that defines the variables. Evaluated as text in the sandbox, so it uses nothing from outside. */
function guestVariables(state: GuestState, lookUps: LookUps): Pick<Guest, 'addLuxon' | 'addJmespath'> {
  'use strict';
  const { create, defineProperty, freeze, keys } = Object;
  const text = String;
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
    variable(name, () => freeze(state.facts[name]));
  }
  // Not enumerable: what lists or copies the members of everything in reach must not take these along by accident.
  const named = (values: Record<string, unknown>) => {
    const secrets = create(null) as object;
    for (const name of keys(values)) defineProperty(secrets, name, { value: values[name] });
    return freeze(secrets);
  };
  variable('$secrets', () => named((state.facts['$secrets'] ?? {}) as Record<string, unknown>));
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
      state.luxonSettings = luxon.Settings;
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
