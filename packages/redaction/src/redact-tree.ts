/** What to do with the leaves of a value. */
export interface LeafRules {
  key: (text: string) => string;
  text: (text: string) => string;
  /** The decimal text of a number; undefined keeps the number. */
  number: (text: string) => string | undefined;
  bytes: (bytes: Uint8Array) => Uint8Array;
  /** Stands for what is nested deeper than `deepest` levels. */
  tooDeep: string;
}

/** A value nested without end would otherwise end the process that reports it by overflowing its stack. */
export const deepest = 500;

/** Copies a value as JSON would show it, each leaf by its rule. */
export function redactTree(value: unknown, rules: LeafRules): unknown {
  return new TreeCopy(rules).copy(value, 0);
}

class TreeCopy {
  readonly #copies = new Map<object, unknown>();

  constructor(private readonly rules: LeafRules) {}

  copy(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.rules.text(value);
    if (typeof value === 'number' || typeof value === 'bigint')
      return this.rules.number(String(value)) ?? value;
    if (typeof value !== 'object' || value === null) return value;
    if (value instanceof Uint8Array) return this.rules.bytes(value);
    if (depth > deepest) return this.rules.tooDeep;
    return this.#copies.get(value) ?? this.#copyObject(value, depth + 1);
  }

  #copyObject(value: object, depth: number): unknown {
    if (hasToJson(value)) return this.copy(value.toJSON(), depth);
    if (Array.isArray(value)) return this.#copyArray(value, depth);
    const copy: Record<string, unknown> = {};
    this.#copies.set(value, copy);
    for (const [key, item] of entriesOf(value)) put(copy, this.rules.key(key), this.copy(item, depth));
    return copy;
  }

  #copyArray(value: readonly unknown[], depth: number): unknown[] {
    const copy: unknown[] = [];
    this.#copies.set(value, copy);
    for (const item of value) copy.push(this.copy(item, depth));
    return copy;
  }
}

function hasToJson(value: object): value is { toJSON: () => unknown } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}

/** An error keeps message, stack and cause, which JSON would leave out where they matter most. */
function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item]);
  if (value instanceof Set) return [...value].map((item, index) => [String(index), item]);
  const entries = Object.entries(value);
  if (!(value instanceof Error)) return entries;
  const { name, message, stack, cause } = value;
  const own = entries.filter(([key]) => !['name', 'message', 'stack', 'cause'].includes(key));
  return [...Object.entries({ name, message, stack, ...(cause === undefined ? {} : { cause }) }), ...own];
}

/** Two keys that are redacted to the same text stay two. */
function put(copy: Record<string, unknown>, key: string, value: unknown): void {
  let free = key;
  for (let count = 2; Object.hasOwn(copy, free); count++) free = `${key} (${count})`;
  // Assigned, this key would set the prototype of the copy.
  if (free === '__proto__') Object.defineProperty(copy, free, { value, ...plainProperty });
  else copy[free] = value;
}

const plainProperty = { enumerable: true, configurable: true, writable: true };
