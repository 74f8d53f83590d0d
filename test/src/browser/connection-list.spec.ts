import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { becomes } from './becomes.js';
import { assertSound, atBothWidths } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

describe('a person who looks for one of many connections', () => {
  let session: BrowserSession;
  let page: Page;

  before(async () => {
    session = await openSession();
    ({ page } = session);
    const { api } = session.host;
    const config = { baseUrl: 'https://ledger.example.org', authType: 'none' };
    const make = (name: string, more: object) =>
      api.call('connectionCreate', { body: { name, type: 'http', config, ...more } });
    await make('Ledger', { tags: ['finance', 'core'] });
    await make('Payroll', { tags: ['finance'], scope: 'personal' });
    await make('Weather', {});
    await page.goto(`${session.host.url}/connections`);
  });
  after(() => session.end());

  const rows = (on = page) => on.getByRole('list', { name: 'Connections' }).getByRole('listitem');
  const names =
    (on = page) =>
    async () =>
      (await rows(on).locator('.row-link').allTextContents()).map((name) => name.trim()).sort();
  const filter = (name: string, on = page) => on.getByRole('combobox', { name: `Filter by ${name}` });
  const all = ['Ledger', 'Payroll', 'Sample shop', 'Weather'];

  it('narrows the list by tag, scope and owner, and each of them stands in the address', async () => {
    await becomes(names(), all);
    await filter('tag').selectOption('finance');
    await becomes(names(), ['Ledger', 'Payroll']);
    await filter('scope').selectOption('personal');
    await becomes(names(), ['Payroll']);
    assert.equal(new URL(page.url()).search, '?tag=finance&scope=personal');
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await filter('owner').selectOption({ label: 'Founder' });
    await becomes(names(), ['Ledger', 'Payroll', 'Weather']);
  });

  it('opens a link to a narrowed list, and finds by a tag what shares it', async () => {
    await page.goto(`${session.host.url}/connections?tag=core`);
    await becomes(names(), ['Ledger']);
    assert.equal(await filter('tag').inputValue(), 'core');
    await page.getByRole('link', { name: 'finance', exact: true }).click();
    await becomes(names(), ['Ledger', 'Payroll']);
    await page.goto(`${session.host.url}/connections?scope=everything&status=stale`);
    await page.getByText('No connection fits these filters.').waitFor();
  });

  it('says who sees a connection and by which tags it is found, in its form', async () => {
    await page.goto(`${session.host.url}/connections`);
    const more = page.getByRole('button', { name: 'More about Weather' });
    await more.press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await becomes(
      () => page.evaluate("document.activeElement.getAttribute('aria-label')"),
      'More about Weather',
    );
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.getByLabel('Who sees it').selectOption('personal');
    const tags = page.getByRole('combobox', { name: 'Tags' });
    await tags.fill('outside');
    await tags.press('Enter');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/personal, of Founder/).waitFor();
    await page.getByRole('link', { name: 'outside', exact: true }).click();
    await becomes(names(), ['Weather']);
  });

  it('deletes one from its row, and the list keeps its filters', async () => {
    await page.getByRole('button', { name: 'More about Weather' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete connection' }).click();
    await page.getByText('No connection fits these filters.').waitFor();
    assert.equal(new URL(page.url()).search, '?tag=outside');
    assert.deepEqual(session.complaints, []);
  });

  it('finds the list sound in both themes and at both widths, with the filters folded away on a phone', async () => {
    await atBothWidths(session, async ({ page: other }, at) => {
      await other.goto(`${session.host.url}/connections`);
      await rows(other).first().waitFor();
      await assertSound(other, at);
      const fold = other.getByRole('button', { name: 'Filters', exact: true });
      if (!(await fold.isVisible())) return;
      await fold.click();
      await filter('tag', other).selectOption('core');
      await becomes(names(other), ['Ledger']);
      await assertSound(other, at);
    });
  });
});
