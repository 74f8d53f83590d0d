import type { GuestProgram, GuestState, GuestTable, RowsRequest } from './guest-types.js';

/** The part of the guest that evaluates a compiled program over many items. Turned into text like the other parts. */
export function guestRows(state: GuestState): (program: GuestProgram, request: RowsRequest) => string {
  'use strict';
  const { stringify } = JSON;
  const { isArray } = Array;
  const Compile = Function;
  const clock = Date.now;
  /** Asking for the time takes as long as evaluating something simple. */
  const itemsPerLook = 16;

  /** The items of a table are made by a literal: that is faster than reading their names again for each. */
  function source(given: unknown[] | GuestTable): { count: number; itemAt: (index: number) => unknown } {
    if (isArray(given)) return { count: given.length, itemAt: (index) => given[index] };
    const { keys, values } = given;
    let members = '';
    for (let at = 0; at < keys.length; at++) members += `${stringify(keys[at])}:values[at+${at}],`;
    const make = new Compile('values', 'at', `return {${members}}`) as (
      from: unknown[],
      at: number,
    ) => unknown;
    return { count: values.length / keys.length, itemAt: (index) => make(values, index * keys.length) };
  }

  return ({ evaluate, length, isHarmless }, { items, first, sliceMs }) => {
    const start = clock();
    const { count, itemAt } = source(items);
    const values: unknown[] = [];
    for (let at = 0; at < count; at++) {
      state.json = itemAt(at);
      state.item = first + at;
      evaluate(state.json, state.item, values, at * length);
      // Each evaluation that may take long has its limit to itself.
      if ((!isHarmless || at % itemsPerLook === 0) && clock() - start > sliceMs) break;
    }
    return stringify(values);
  };
}
