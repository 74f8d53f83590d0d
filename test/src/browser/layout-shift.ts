import type { Page } from 'playwright-core';

/** Before the page is opened: each answer of the API waits until the page has drawn what it shows without it. */
export async function holdAnswers(page: Page): Promise<void> {
  await page.addInitScript(`(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries())
        if (!hadRecentInput) window.shifts.push({ value, of: sources.map(({ node }) => node?.className ?? '').join() });
    }).observe({ type: 'layout-shift', buffered: true });
  })()`);
  let before: Promise<unknown> = Promise.resolve();
  await page.route('**/api/**', async (route) => {
    if (route.request().url().includes('/events')) return route.continue();
    const answer = await route.fetch();
    // One after the other, so that what comes early and what comes late is drawn apart.
    before = before.then(() => drawn(page));
    await before;
    await route.fulfill({ response: answer });
  });
}

/** How much of what was drawn has moved since the page was opened, as browsers count it, and what moved. */
export async function layoutShift(page: Page): Promise<{ total: number; of: string }> {
  await drawn(page);
  return page.evaluate(`({
    total: window.shifts.reduce((sum, { value }) => sum + value, 0),
    of: window.shifts.map(({ value, of }) => value.toFixed(3) + ' ' + of).join(' | '),
  })`);
}

/** Two frames on, the one that was being drawn is on the screen. */
function drawn(page: Page): Promise<unknown> {
  return page
    .evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
    .catch(() => undefined);
}
