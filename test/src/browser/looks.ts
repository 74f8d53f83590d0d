import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { violations } from './browser.js';
import type { BrowserSession, Login } from './session.js';

/** Looks at pages in the light theme at 1440 pixels and in the dark one at 390; `at` names the width in a failure. */
export async function inBothLooks(
  { another }: BrowserSession,
  look: (page: Page, at: string) => Promise<void>,
  login?: Login,
): Promise<void> {
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    const { page, complaints, close } = await another(
      { viewport: { width, height: 844 }, colorScheme },
      login,
    );
    await look(page, `at ${width}`);
    assert.deepEqual(complaints, [], `at ${width}`);
    await close();
  }
}

/** Accessible, and no wider than the window. */
export async function assertSound(page: Page, what: string): Promise<void> {
  assert.deepEqual(await violations(page), [], what);
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, what);
}
