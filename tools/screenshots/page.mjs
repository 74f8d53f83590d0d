import { chromium } from 'playwright-core';

/** Where Debian puts it. Root has no user namespace to put its sandbox in. */
const executablePath = '/usr/bin/chromium';
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** A logged-in page of the host; `options` are those of a browser context. */
export async function openPage({ host, account }, options = {}) {
  const browser = await chromium.launch({ executablePath, args });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  });
  const { email, password } = account;
  await context.request.post(`${host.url}/api/auth/login`, { data: { email, password } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  // The sample lies in a temporary folder with a new name each time; in the pictures it is that of a server.
  await page.route(/\/api\/(?:connections|vault)/u, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll(host.home, '/srv/patchbay');
    await route.fulfill({ response: answer, body });
  });
  return { page, close: () => browser.close() };
}
