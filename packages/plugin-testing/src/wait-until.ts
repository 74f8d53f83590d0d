import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until it is so; fails with `what` after 20 seconds. For servers that do things in their own time. */
export async function waitUntil(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await isSo()); await sleep(20))
    assert.ok(Date.now() < deadline, `${what}: not within 20 seconds`);
}
