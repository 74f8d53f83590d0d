import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConnectorDescription } from '@patchbay/contracts';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { hostileConnectors } from './hostile-manifests.js';
import { openSession, type BrowserSession } from './session.js';
import { writePlugin } from './write-plugin.js';

describe('the pages, drawn from sixty hostile manifests', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let catalog: ConnectorDescription[];
  const { drawn, refused } = hostileConnectors();
  const dialogs: string[] = [];
  const elsewhere: string[] = [];

  before(async () => {
    // Those that the host refuses in plugins of their own: a refused one takes its whole plugin along.
    const plugins = [
      writePlugin('hostile', `[${drawn.map(({ code }) => code).join(',\n')}]`),
      ...refused.map(({ type, code }) => writePlugin(type, `[${code}]`)),
    ];
    session = await openSession({ host: { env: { PATCHBAY_PLUGINS: plugins.join(',') } } });
    ({ host, page } = session);
    catalog = await host.api.call('connectorCatalog');
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && new URL(request.url()).origin !== host.url)
        elsewhere.push(request.url());
    });
  });
  after(() => session.end());

  it('are sixty, of which only those with names or addresses that no field may have are refused', () => {
    assert.equal(drawn.length + refused.length, 60);
    const listed = catalog.map(({ type }) => type);
    assert.deepEqual(
      drawn.filter(({ type }) => !listed.includes(type)),
      [],
    );
    assert.deepEqual(
      refused.filter(({ type }) => listed.includes(type)),
      [],
    );
  });

  it('shows them in the picker as text, with icons as images alone', async () => {
    await page.goto(`${host.url}/connections/new`);
    await page
      .getByRole('link', { name: /Hostile/ })
      .first()
      .waitFor();
    await session.settled();
    await nothingDangerous('the picker');
  });

  it('draws every form without running, loading or linking anything', async () => {
    for (const { type } of drawn) {
      // Within the application: a page load for each would take a minute.
      await page.evaluate(
        `(history.pushState({}, '', '/connections/new?type=${type}'), dispatchEvent(new PopStateEvent('popstate')))`,
      );
      await page.locator('form.connection-form').waitFor();
      await page.locator(`form.connection-form[data-connector="${type}"]`).waitFor();
      await nothingDangerous(type);
    }
  });

  it('leaves no trace on the prototypes that all objects share', async () => {
    const added = await page.evaluate<string[]>(
      '(() => { const found = []; for (const key in {}) found.push(key); return found; })()',
    );
    assert.deepEqual(added, []);
    assert.deepEqual(session.complaints, []);
  });

  async function nothingDangerous(where: string): Promise<void> {
    const found = await page.evaluate<string[]>(`(() => {
      const found = [];
      const body = document.body;
      for (const element of body.querySelectorAll('*')) {
        if (element.localName === 'script' && !element.src.startsWith(location.origin)) found.push('script');
        if (['iframe', 'object', 'embed', 'foreignobject', 'base'].includes(element.localName.toLowerCase()))
          found.push(element.localName);
        for (const { name, value } of element.attributes) {
          if (/^on/i.test(name)) found.push(name);
          if (name === 'href' && element.localName === 'a' && !/^https?:$/.test(element.protocol)) found.push(value);
          if (name === 'src' && element.localName === 'img' && !/^(data:image\\/|\\/|https?:\\/\\/127\\.)/.test(value))
            found.push(value);
        }
      }
      if (document.title === 'owned') found.push('title');
      return found;
    })()`);
    assert.deepEqual(found, [], where);
    assert.deepEqual(dialogs, [], where);
    assert.deepEqual(elsewhere, [], where);
  }
});
