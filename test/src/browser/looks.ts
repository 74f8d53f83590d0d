import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { violations, type Watched } from './browser.js';
import type { BrowserSession, Login } from './session.js';

/** Looks at pages in the light theme at 1440 pixels and in the dark one at 390; `at` names the width in a failure. */
export async function inBothLooks(
  { another }: BrowserSession,
  look: (watched: Watched, at: string) => Promise<void>,
  login?: Login,
): Promise<void> {
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    const watched = await another({ viewport: { width, height: 844 }, colorScheme }, login);
    await look(watched, `at ${width}`);
    assert.deepEqual(watched.complaints, [], `at ${width}`);
    await watched.close();
  }
}

/** Accessible, and no wider than the window. */
export async function assertSound(page: Page, what: string): Promise<void> {
  assert.deepEqual(await violations(page), [], what);
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, what);
}
