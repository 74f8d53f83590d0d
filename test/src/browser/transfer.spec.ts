import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { everythingIn, violations } from './browser.js';
import { openSession, type BrowserSession } from './session.js';

const secret = 'canary-carried-3f81ab62';
const passphrase = 'a passphrase long enough';

describe('a person who carries connections from one place to another', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession({ host: { env: { PATCHBAY_EXPORT_SECRETS: 'admin' } } });
    ({ host, page } = session);
    const config = { baseUrl: 'https://ledger.example.org', authType: 'none' };
    await host.api.call('connectionCreate', { body: { name: 'Ledger', type: 'http', config } });
    await page.goto(`${host.url}/connections`);
    await page.getByRole('link', { name: 'Sample shop' }).waitFor();
  });
  after(() => session.end());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const text = () => page.getByRole('textbox', { name: 'Connections', exact: true });
  const entry = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  const choose = async (item: 'Import…' | 'Export…') => {
    await button('More about connections').click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const download = async (): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
    assert.match(file.suggestedFilename(), /^patchbay-connections-\d{4}-\d\d-\d\d\.json$/);
    return readFile(await file.path(), 'utf8');
  };
  const chooseFile = (body: string) =>
    page.setInputFiles('input[type=file]', {
      name: 'carried.json',
      mimeType: 'application/json',
      buffer: Buffer.from(body),
    });

  it('is shown what an import would do, and why not, before anything is written', async () => {
    await choose('Import…');
    await text().fill(
      `Stock=postgres://reader:${secret}@db.example.org/stock?color=red\nLedger=mysql://u:p@db.example.org/shop`,
    );
    await button('Show what happens').click();
    await page.getByText('Choose what the text is').waitFor();
    await page.getByLabel('What it is').selectOption('Connection URL');
    await button('Show what happens').click();
    await page.getByText('2 connections: 1 new, 1 refused. Nothing is written yet.').waitFor();
    await entry('Stock').getByText('Sets password.').waitFor();
    await entry('Stock')
      .getByText(/No place for/)
      .waitFor();
    await entry('Ledger').getByText('A connection of that name is of the type http.').waitFor();
    assert.deepEqual(await violations(page), []);
    const { items } = await host.api.call('connectionList', { query: { q: 'Stock' } });
    assert.deepEqual(items, []);
  });

  it('goes back to what was typed, leaves an entry out, and takes it in again', async () => {
    await button('Back').click();
    assert.match(await text().inputValue(), new RegExp(secret));
    await button('Show what happens').click();
    await page.getByLabel('Import Stock').uncheck();
    await page.getByText('2 connections: 1 left out, 1 refused. Nothing is written yet.').waitFor();
    await becomes(() => button('Import 0 connections').isDisabled(), true);
    await page.getByLabel('Import Stock').check();
    await button('Import 1 connection').click();
    await page.getByText(/^Created 1 connection, updated 0\. Left out 1\./).waitFor();
    await button('Done').click();
    await page.getByRole('link', { name: 'Stock' }).waitFor();
    assert.equal((await everythingIn(page)).includes(secret), false);
  });

  it('looks again when a connection was changed meanwhile', async () => {
    await choose('Import…');
    await text().fill(`Stock=postgres://writer:${secret}@db.example.org/stock`);
    await page.getByLabel('What it is').selectOption('Connection URL');
    await button('Show what happens').click();
    await entry('Stock').getByText('Update', { exact: true }).waitFor();
    const { items } = await host.api.call('connectionList', { query: { q: 'Stock' } });
    const id = items[0]?.id ?? '';
    await host.api.call('connectionPatch', { params: { id }, body: { description: 'newer' } });
    await button('Import 1 connection').click();
    await page.getByText(/^Nothing was written: a connection was changed meanwhile/).waitFor();
    await button('Import 1 connection').click();
    await page.getByText(/^Created 0 connections, updated 1\./).waitFor();
    await button('Done').click();
  });

  it('exports names and settings as a file without a secret', async () => {
    await choose('Export…');
    const file = await download();
    assert.match(file, /"name": "Stock"/);
    assert.equal(file.includes(secret), false);
  });

  it('exports secrets under a passphrase, and opens that file with no other', async () => {
    await choose('Export…');
    await page.getByLabel('Secrets too, encrypted with a passphrase').check();
    await page.getByLabel('Passphrase', { exact: true }).fill('short');
    await button('Export').click();
    await page.getByText('Needs at least 12 characters').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('Passphrase again').fill(passphrase);
    const file = await download();
    assert.doesNotMatch(file, /Stock|canary/);

    await choose('Import…');
    await chooseFile(file);
    await page.getByLabel('Passphrase of the file').fill('another passphrase');
    await button('Show what happens').click();
    await page.getByText('Nothing was read: the passphrase is wrong, or the file is damaged.').waitFor();
    await page.getByText('carried.json').waitFor();
    await page.getByLabel('Passphrase of the file').fill(passphrase);
    await button('Show what happens').click();
    await page.getByText(/^3 connections: 3 updates/).waitFor();
    await page.getByLabel('Connections that exist already').selectOption('Leave them as they are');
    await page.getByText('3 connections: 3 left out. Nothing is written yet.').waitFor();
    await page.keyboard.press('Escape');
    await button('Back').click();
    await button('Cancel').click();
    assert.deepEqual(session.complaints, []);
  });

  it('gives an entry another name where its own is taken', async () => {
    await page.goto(`${host.url}/connections`);
    await choose('Import…');
    await text().fill('Ledger=mysql://u:p@db.example.org/shop');
    await page.getByLabel('What it is').selectOption('Connection URL');
    await button('Show what happens').click();
    await entry('Ledger').getByText('Refused').waitFor();
    const name = entry('Ledger').getByRole('textbox', { name: 'Name of Ledger' });
    await name.fill('Shop ledger');
    await name.press('Enter');
    await entry('Shop ledger').getByText('New', { exact: true }).waitFor();
    await button('Import 1 connection').click();
    await button('Done').click();
    await page.getByRole('link', { name: 'Shop ledger' }).waitFor();
  });

  it('completes an entry that lacks something, before anything is written', async () => {
    await choose('Import…');
    const credentials = { name: 'Billing', type: 'httpBearerAuth', data: { token: secret } };
    await text().fill(JSON.stringify([credentials]));
    await button('Show what happens').click();
    await page.getByText('1 connection: 1 refused. Nothing is written yet.').waitFor();
    await button('Complete Billing').click();
    await entry('Billing').getByText('Base URL is required').waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.type('https://billing.example.org');
    await page.keyboard.press('Enter');
    await page.getByText('1 connection: 1 new. Nothing is written yet.').waitFor();
    await entry('Billing').getByText('Sets authToken.').waitFor();
    await button('Import 1 connection').click();
    await button('Done').click();
    await page.getByRole('link', { name: 'Billing' }).waitFor();
    const { items } = await host.api.call('connectionList', { query: { q: 'Billing' } });
    const { config } = await host.api.call('connectionGet', { params: { id: items[0]?.id ?? '' } });
    assert.deepEqual([config['baseUrl'], config['authType']], ['https://billing.example.org', 'bearer']);
    assert.deepEqual(session.complaints, []);
  });
});
