import type { Item } from '@patchbay/plugin-sdk';

export interface RecordLimits {
  /** Items kept of each output. */
  recordedItems: number;
  /** Bytes of JSON kept of a whole step, about. */
  recordedBytes: number;
}

/** A copy of values within a budget of bytes; what does not fit is left out and `truncated` set. */
export class LimitedCopy {
  truncated = false;
  #left: number;

  constructor(private readonly bytes: number) {
    this.#left = bytes;
  }

  /** Of the budget, about. */
  get used(): number {
    return this.bytes - this.#left;
  }

  items(items: readonly Item[], count: number): Item[] {
    const copies: Item[] = [];
    for (const item of items.slice(0, count)) {
      if (this.#left <= 0) break;
      copies.push(this.#copy(item, 0) as Item);
    }
    if (copies.length < items.length) this.truncated = true;
    return copies;
  }

  /** As JSON would show it, and safe to send: no cycles (too deep is cut), no bigints, no functions. */
  #copy(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'bigint') return this.#text(String(value));
    if (typeof value === 'function' || typeof value === 'symbol') return undefined;
    this.#left -= 8;
    if (typeof value !== 'object' || value === null) return value;
    if (depth > deepest) return this.#cut(null);
    if (hasToJson(value)) return this.#copy(value.toJSON(), depth + 1);
    return Array.isArray(value) ? this.#list(value, depth) : this.#object(value, depth);
  }

  #list(values: readonly unknown[], depth: number): unknown[] {
    const copies: unknown[] = [];
    for (const value of values) {
      if (this.#left <= 0) return this.#cut(copies);
      copies.push(this.#copy(value, depth + 1) ?? null);
    }
    return copies;
  }

  #object(value: object, depth: number): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      // The item itself keeps its members: without `json` it would be no item.
      if (this.#left <= 0 && depth > 0) return this.#cut(copy);
      this.#left -= key.length + 4;
      const member = this.#copy((value as Record<string, unknown>)[key], depth + 1);
      // Defined, not assigned: `__proto__` is a key like any other in data.
      if (member !== undefined)
        Object.defineProperty(copy, key, {
          value: member,
          enumerable: true,
          writable: true,
          configurable: true,
        });
    }
    return copy;
  }

  #text(text: string): string {
    const room = Math.max(this.#left, 0);
    this.#left -= text.length + 2;
    return text.length <= room ? text : this.#cut(`${text.slice(0, room)}…`);
  }

  #cut<T>(value: T): T {
    this.truncated = true;
    return value;
  }
}

const deepest = 100;

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
