import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ConnectionPage } from '@patchbay/contracts';
import type { Page, Route } from 'playwright-core';
import { becomes } from './becomes.js';
import { assertSound, atBothWidths } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

describe('a person who looks for one of many connections', () => {
  let session: BrowserSession;
  let page: Page;
  let ledger: string;

  before(async () => {
    session = await openSession();
    ({ page } = session);
    const { api } = session.host;
    const config = { baseUrl: 'https://ledger.example.org', authType: 'none' };
    const make = (name: string, more: object) =>
      api.call('connectionCreate', { body: { name, type: 'http', config, ...more } });
    const labels = { metadata: { team: 'billing' } };
    ({ id: ledger } = await make('Ledger', { tags: ['finance', 'core'], ...labels }));
    await make('Payroll', { tags: ['finance'], scope: 'personal' });
    await make('Weather', {});
    const { project } = await api.call('me');
    const memberships = [{ projectId: project?.id ?? '', role: 'designer' as const }];
    await api.call('projectCreate', { body: { name: 'Web shop' } });
    await api.call('userCreate', { body: { name: 'Ada', email: 'ada@example.com', memberships } });
    await page.goto(`${session.host.url}/connections`);
  });
  after(() => session.end());

  const rows = (on = page) => on.getByRole('list', { name: 'Connections' }).getByRole('listitem');
  const names =
    (on = page) =>
    async () =>
      (await rows(on).locator('.row-link').allTextContents()).map((name) => name.trim()).sort();
  const filter = (name: string, on = page) => on.getByRole('combobox', { name: `Filter by ${name}` });
  const focused = (on: Page) => () => on.evaluate("document.activeElement.getAttribute('aria-label')");
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
    await filter('owner').selectOption('');
    await filter('metadata').selectOption({ label: 'team: billing' });
    await becomes(names(), ['Ledger']);
    await page.getByRole('link', { name: 'Ledger' }).click();
    await page.getByRole('link', { name: 'billing' }).click();
    await becomes(() => filter('metadata').inputValue(), 'team:billing');
    await becomes(names(), ['Ledger']);
  });

  it('sees in a row when a test is old, with a button that makes a new one, and when it was used', async () => {
    const { api } = session.host;
    const { items } = await api.call('patternList');
    await api.call('patternRun', { params: { id: items[0]?.id ?? '' }, body: { wait: true } });
    const { items: samples } = await api.call('connectionList', { query: { q: 'sample' } });
    await api.call('connectionTest', { params: { id: samples[0]?.id ?? '' } });
    const nineDaysLater = async (route: Route) => {
      const answer = await route.fetch();
      const list = (await answer.json()) as ConnectionPage;
      const lastTestedAt = new Date(Date.now() - 9 * 86_400_000).toISOString();
      const later = list.items.map((one) => ({ ...one, stale: true, lastTestedAt }));
      await route.fulfill({ response: answer, json: { ...list, items: later } });
    };
    await page.route('**/api/connections?*', nineDaysLater);
    await page.goto(`${session.host.url}/connections?q=sample`);
    await page.getByText('Not tested for 9 days').waitFor();
    await page.unroute('**/api/connections?*');
    const used = rows().locator('.row-used');
    await used.getByText(/^used \S/).waitFor();
    assert.equal(await used.locator('.activity-dot').isVisible(), true);
    await page.getByRole('button', { name: 'Test Sample shop' }).click();
    await rows()
      .getByText(/^Passed \d/)
      .waitFor();
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
    await becomes(focused(page), 'More about Weather');
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

  it('keeps short texts by names with a connection, by the keyboard alone and at both widths', async () => {
    await atBothWidths(session, async ({ page: other }, at) => {
      await other.goto(`${session.host.url}/connections/${ledger}/edit`);
      await other.getByRole('button', { name: 'Add entry', exact: true }).press('Enter');
      const name = other.getByLabel('Name of entry 2');
      await becomes(focused(other), 'Name of entry 2');
      await other.keyboard.type('a b');
      await other.getByRole('button', { name: 'Save', exact: true }).press('Enter');
      await other.getByText('Letters, digits and . _ - / only').waitFor();
      await becomes(focused(other), 'Name of entry 2');
      await assertSound(other, `metadata ${at}`);
      await name.fill('ops/ticket');
      await other.keyboard.press('Tab');
      await other.keyboard.type('OPS-12');
      await other.getByRole('button', { name: 'Save', exact: true }).press('Enter');
      const shown = other.getByRole('list', { name: 'Metadata' }).getByRole('listitem');
      await becomes(() => shown.allTextContents(), ['team billing', 'ops/ticket OPS-12']);
      await assertSound(other, `metadata shown ${at}`);
      await other.goto(`${session.host.url}/connections/${ledger}/edit`);
      await other.getByRole('button', { name: 'Remove entry 2' }).press('Enter');
      await other.getByRole('button', { name: 'Save', exact: true }).press('Enter');
      await becomes(() => shown.allTextContents(), ['team billing']);
    });
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

  it('selects a range, gives it to another owner, and is told first what is in the way', async () => {
    const select = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` });
    const bar = page.getByRole('region', { name: 'Selected connections' });
    const dialog = page.getByRole('dialog');
    await page.goto(`${session.host.url}/connections`);
    await select('Payroll').click();
    await select('Sample shop').click({ modifiers: ['Shift'] });
    await bar.getByText('3 connections selected').waitFor();
    await select('Sample shop').click();
    await bar.getByRole('button', { name: 'Change owner' }).click();
    await dialog.getByLabel('New owner').selectOption({ label: 'Ada · ada@example.com' });
    await dialog.getByRole('button', { name: 'Give away' }).click();
    await dialog.waitFor({ state: 'detached' });
    await becomes(names(), ['Ledger', 'Sample shop']);
    await filter('owner').selectOption({ label: 'Ada' });
    await becomes(names(), ['Ledger']);
    await filter('owner').selectOption('');
    await select('Sample shop').press('Space');
    await select('Ledger').press('Space');
    await bar.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('Used by Welcome (draft)').waitFor();
    await becomes(() => dialog.getByRole('button', { name: 'Delete 2 connections' }).isDisabled(), true);
    await assertSound(page, 'the look before the deed');
    await dialog.getByRole('button', { name: 'Keep them' }).click();
    await bar.getByText('2 connections selected').waitFor();
    await assertSound(page, 'the bar');
  });

  it('moves one to another project, after a look at what is in the way, and finds it there', async () => {
    const dialog = page.getByRole('dialog');
    const move = dialog.getByRole('button', { name: 'Move', exact: true });
    const select = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).press('Space');
    const choose = async () => {
      await page.getByRole('button', { name: 'Move to project' }).click();
      await dialog.getByLabel('To the project').selectOption({ label: 'Web shop' });
    };
    const workIn = async (project: string) => {
      await page.getByRole('button', { name: /^Project: / }).click();
      await page.getByRole('menuitem', { name: project }).click();
      await page.getByRole('button', { name: `Project: ${project}` }).waitFor();
      await page.getByRole('link', { name: 'Connections', exact: true }).click();
    };
    await choose();
    await dialog.getByText('Used by Welcome (draft)').waitFor();
    await becomes(() => move.isDisabled(), true);
    await dialog.getByLabel(/^Also those in use/).waitFor();
    await assertSound(page, 'the move');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await select('Sample shop');
    await choose();
    await move.click();
    await dialog.waitFor({ state: 'detached' });
    await becomes(names(), ['Sample shop']);
    await workIn('Web shop');
    await becomes(names(), ['Ledger']);
    await workIn('Default');
    await select('Sample shop');
  });

  it('deletes what is selected, in use or not, when that is what is wanted', async () => {
    const bar = page.getByRole('region', { name: 'Selected connections' });
    await bar.getByRole('button', { name: 'Delete' }).click();
    await page.getByLabel(/^Detach them/).check();
    await page.getByRole('button', { name: 'Delete 1 connection', exact: true }).click();
    await page.getByText('There are no connections yet').waitFor();
    await bar.waitFor({ state: 'detached' });
    assert.deepEqual(session.complaints, []);
  });
});
