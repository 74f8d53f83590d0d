import { MASK } from './mask.js';

/**
 * A value that shows itself only when asked by `reveal()`. Printed, logged, spread, cloned or put into
 * JSON it is the mask, so that a careless `console.log(credentials)` in a plugin leaks nothing.
 */
export class Secret<T = string> {
  // A #private field: invisible to Object.keys, JSON, structuredClone and util.inspect with showHidden.
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  reveal(): T {
    return this.#value;
  }

  /** Template literals and `+` end here too. */
  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  /** What Node's `util.inspect` and `console.log` call. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}
