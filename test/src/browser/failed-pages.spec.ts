import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { becomes } from './becomes.js';
import { openSession, type BrowserSession } from './session.js';
import { pagePaths } from './walk.js';

/** Who it is about is read first, and is told of elsewhere. */
const first = /\/api\/(setup|auth\/me)$/;

describe('a person who opens a page while nothing can be read', () => {
  let session: BrowserSession;
  let page: Page;
  const ids: Record<string, string> = {};

  before(async () => {
    session = await openSession();
    ({ page } = session);
    const { api } = session.host;
    const [connection] = (await api.call('connectionList')).items;
    const [pattern] = (await api.call('patternList')).items;
    const run = await api.call('patternRun', { params: { id: pattern?.id ?? '' }, body: { wait: true } });
    ids['connections'] = connection?.id ?? '';
    ids['patterns'] = pattern?.id ?? '';
    ids['runs'] = run.id;
    ids['projects'] = (await api.call('projectList')).items[0]?.id ?? '';
  });
  after(() => session.end());

  const place = (path: string) =>
    path.replaceAll(/(\w+)\/\$id/g, (_all, kind: string) => `${kind}/${ids[kind] ?? ''}`);
  const again = () => page.getByRole('button', { name: 'Try again' });

  for (const path of pagePaths()) {
    it(`${path}: is told so, and sees the page by trying again`, async () => {
      const url = '**/api/**';
      await page.route(url, (route) =>
        first.test(new URL(route.request().url()).pathname)
          ? route.fallback()
          : route.fulfill({
              status: 500,
              body: '{"code":"internal","detail":"The database is away.","requestId":"req-77"}',
            }),
      );
      await page.goto(session.host.url + place(path));
      await page.getByRole('alert').getByText('The database is away.').first().waitFor();
      await page.getByText('req-77').first().waitFor();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.unroute(url);
      await again().first().waitFor();
      // Each part of a page that failed offers it by itself.
      for (let left = await again().count(); left > 0; left = await again().count()) {
        await again().first().click();
        await becomes(async () => (await again().count()) < left, true);
      }
      await session.settled();
      assert.equal(await page.getByRole('alert').count(), 0);
      assert.deepEqual(session.complaints, []);
    });
  }
});
