import type { GuestState } from './guest-types.js';

/**
 * The part of the guest that makes random numbers (xoshiro128): the engine's own would begin alike in every run, since
 * restoring memory restores them too. Turned into text like the other parts.
 */
export function guestRandom(state: GuestState): void {
  'use strict';
  const { imul } = Math;
  let [a, b, c, d] = [1, 2, 3, 4];

  function random(): number {
    const scrambled = imul(b, 5);
    const word = imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return word / 4_294_967_296;
  }

  Object.defineProperty(Math, 'random', { value: random, writable: true, configurable: true });
  state.reseed = (seed) => {
    [a, b, c, d] = seed as [number, number, number, number];
  };
}
