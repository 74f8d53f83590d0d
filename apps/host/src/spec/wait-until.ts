import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until it is so. */
export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    if (await isSo()) return;
    await sleep(20);
  }
  assert.fail(`${what}: not within ${milliseconds} ms`);
}
