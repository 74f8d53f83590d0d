import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { becomes } from './becomes.js';
import { violations, type Watched } from './browser.js';
import type { BrowserSession, Login } from './session.js';

/** Looks at pages that are loaded at 1440 pixels in the light theme and at 390 in the dark one; `at` names the width in a failure. */
export async function atBothWidths(
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

/** Accessible in both themes, and no wider than the window. */
export async function assertSound(page: Page, what: string): Promise<void> {
  assert.deepEqual(await violations(page), [], what);
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, what);
  const isDark = await page.evaluate('matchMedia("(prefers-color-scheme: dark)").matches');
  await changeTheme(page, isDark === true ? 'light' : 'dark');
  assert.deepEqual(await violations(page, rulesOfColor), [], `${what} in the other theme`);
  await changeTheme(page, isDark === true ? 'dark' : 'light');
}

/** What another theme can break: it changes colors alone. */
const rulesOfColor = ['color-contrast', 'link-in-text-block'];

/** As the operating system would, while the page is open. */
export async function changeTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await becomes(() => page.evaluate('document.documentElement.dataset.mantineColorScheme'), colorScheme);
  // Halfway between two themes a text may have the color of its ground.
  await page.evaluate(`Promise.all(
    document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished.catch(() => {})),
  ).then(() => {})`);
}
