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
  return { page, close: () => browser.close() };
}
