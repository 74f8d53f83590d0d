import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openSession, type BrowserSession } from './session.js';

describe('a person who clicks twice', () => {
  let session: BrowserSession;
  let page: Page;
  /** What was sent that changes something, in its order. */
  const sent: string[] = [];

  before(async () => {
    session = await openSession();
    ({ page } = session);
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() !== 'GET' && !/preview|suggest/u.test(pathname))
        sent.push(`${request.method()} ${pathname.replaceAll(/[0-9a-f-]{36}/gu, ':id')}`);
    });
  });
  after(() => session.end());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const goTo = async (path: string) => {
    await page.goto(session.host.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await session.settled();
    sent.length = 0;
  };
  /** Both clicks wait already when the page has time for the first one, as on a slow machine: no timer fires in between. */
  const clickTwice = async (target: Locator) => {
    await target.focus();
    await page.evaluate(`(async () => {
      const button = document.activeElement;
      button.click();
      for (let turn = 0; turn < 100; turn += 1) await undefined;
      button.click();
    })()`);
    await session.settled();
  };

  it('makes one connection, one project and one secret', async () => {
    await goTo('/connections/new?type=http');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Once');
    await page.getByRole('textbox', { name: 'Base URL' }).fill('https://api.example.org');
    sent.length = 0;
    await clickTwice(button('Save'));
    await page.getByRole('heading', { level: 1, name: 'Once' }).waitFor();
    assert.deepEqual(sent, ['POST /api/connections']);

    await goTo('/settings/projects');
    await button('New project').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Once');
    await clickTwice(button('Create project'));
    assert.deepEqual(sent, ['POST /api/projects']);

    await goTo('/secrets');
    await button('Add secret').first().click();
    await page.getByLabel('Name').fill('ONCE');
    await clickTwice(button('Save'));
    assert.equal(sent.filter((each) => each === 'POST /api/secrets').length, 1, sent.join());
  });

  it('makes one pattern, and begins one run of it', async () => {
    await goTo('/patterns');
    await clickTwice(button('New pattern'));
    await page.locator('.react-flow__node').first().waitFor();
    assert.deepEqual(sent, ['POST /api/patterns']);
    sent.length = 0;
    await clickTwice(button('Run'));
    await page.getByRole('status').getByText('Passed').waitFor();
    assert.deepEqual(sent, ['POST /api/patterns/:id/run']);
  });

  it('tests a connection once', async () => {
    await goTo('/connections');
    await clickTwice(button('Test Sample shop'));
    assert.deepEqual(sent, ['POST /api/connections/:id/test']);
    assert.deepEqual(session.complaints, []);
  });
});
