import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

/**
 * Reads until the value is the expected one, as what a page shows follows an action only after a while. Fails with the difference
 * after 15 s.
 */
export async function becomes<T>(read: () => Promise<T>, expected: T, message?: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  let value = await read();
  while (!isSame(value, expected) && Date.now() < deadline) {
    await setTimeout(25);
    value = await read();
  }
  assert.deepEqual(value, expected, message);
}

function isSame(value: unknown, expected: unknown): boolean {
  try {
    assert.deepEqual(value, expected);
    return true;
  } catch {
    return false;
  }
}
