import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until it is so. */
export async function waitUntil(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !(await isSo()); await sleep(20))
    assert.ok(Date.now() < deadline, `${what}: not within ${milliseconds} ms`);
}
