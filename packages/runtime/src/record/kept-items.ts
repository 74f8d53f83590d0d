import { getHeapStatistics } from 'node:v8';
import { PatchbayError } from '@patchbay/errors';
import type { Item } from '@patchbay/plugin-sdk';

/** The share of the heap that the items of one run may take. */
const heapShare = 0.4;
/** Lists that are shorter are not counted: measuring would cost more than they can be. */
const countedItems = 200;
const sampleCount = 20;

/** What one run keeps in memory, about, so that it ends with a clear error before the process does. */
export class KeptItems {
  readonly #limit: number;
  readonly #lists = new Map<readonly Item[], { bytes: number; uses: number }>();
  #bytes = 0;

  constructor(limit = getHeapStatistics().heap_size_limit * heapShare) {
    this.#limit = limit;
  }

  /** Counts items until they were released as often as they are used. Throws `items-exceed-memory`. */
  hold(items: readonly Item[], uses: number): void {
    if (items.length < countedItems || uses === 0) return;
    const known = this.#lists.get(items);
    if (known) known.uses += uses;
    else {
      const bytes = bytesOf(items);
      this.#lists.set(items, { bytes, uses });
      this.#add(bytes);
    }
  }

  release(items: readonly Item[]): void {
    const known = this.#lists.get(items);
    if (!known || --known.uses > 0) return;
    this.#lists.delete(items);
    this.#bytes -= known.bytes;
  }

  /** Adds items to a list that is to be held later. Throws `items-exceed-memory`. */
  grow(list: Item[], items: readonly Item[]): void {
    const known = this.#lists.get(list) ?? { bytes: 0, uses: 0 };
    const bytes = bytesOf(items);
    this.#lists.set(list, { ...known, bytes: known.bytes + bytes });
    this.#add(bytes);
    for (const item of items) list.push(item);
  }

  /** Holds items for one use if half of the room stays for others. */
  mayHold(items: readonly Item[]): boolean {
    if (this.#bytes + bytesOf(items) > this.#limit / 2) return false;
    this.hold(items, 1);
    return true;
  }

  #add(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limit) throw tooMany(this.#limit);
  }
}

/** In memory, about, by a sample of them. */
function bytesOf(items: readonly Item[]): number {
  const step = Math.max(1, Math.floor(items.length / sampleCount));
  let bytes = 0;
  let samples = 0;
  for (let at = 0; at < items.length; at += step, samples++)
    bytes += itemOverhead + sizeOf(items[at]?.json, 0);
  return samples === 0 ? 0 : (bytes / samples) * items.length;
}

const itemOverhead = 100;
const deepest = 20;

function sizeOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return 24 + value.length;
  if (typeof value !== 'object' || value === null || depth > deepest) return 8;
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return members.reduce<number>((sum, member) => sum + 8 + sizeOf(member, depth + 1), 24);
}

function tooMany(limit: number): PatchbayError {
  return new PatchbayError(
    'items-exceed-memory',
    `The run keeps more than ${Math.round(limit / 1_048_576)} MB of items at once. ` +
      'Read less, or let the items flow in batches: a node that needs all of them at once holds them up, and so does ' +
      'an expression that reads them later, or more than one edge at an output.',
  );
}
