import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { everythingIn, violations } from './browser.js';
import { dropFile, paste } from './paste.js';
import { openSession, type BrowserSession } from './session.js';
import { writePlugin } from './write-plugin.js';

const secret = 'canary-pasted-7d20c9e4';
const certificate = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n-----END CERTIFICATE-----\n`;
const key = `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`;
const serviceAccount = JSON.stringify({ type: 'service_account', project_id: 'shop-1', private_key: key });
const cloud = `[{
  type: 'cloud', displayName: 'Cloud', description: 'Takes the key file of a service account', category: 'other',
  imports: [{ from: 'serviceAccount', fields: { project_id: 'project', private_key: 'key' } }],
  fields: {
    project: { kind: 'text', displayName: 'Project', required: true },
    key: { kind: 'secret', displayName: 'Key', multiline: true, format: 'pem-private-key' },
  },
}]`;

describe('a person who pastes a connection', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession({ host: { env: { PATCHBAY_PLUGINS: writePlugin('cloud', cloud) } } });
    ({ host, page } = session);
    await page.goto(`${host.url}/connections/new?type=postgresql`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
  after(() => session.end());

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const valueOf = (name: string) => field(name).inputValue();
  const into = async (name: string, text: string) => {
    await field(name).focus();
    await paste(page, text);
  };

  it('fills every field from a URL that is pasted into any of them, and takes it back', async () => {
    await field('Database').fill('typed');
    await into('Host', `postgres://reader:${secret}@db.example.org:5433/shop`);
    await page
      .getByText('Filled Host, Port, Database, User name and Password from the connection URL.')
      .waitFor();
    await becomes(
      () => Promise.all(['Host', 'Port', 'Database', 'User name', 'Password', 'Name'].map(valueOf)),
      ['db.example.org', '5433', 'shop', 'reader', secret, 'db.example.org'],
    );
    await button('Undo').click();
    await becomes(
      () => Promise.all(['Host', 'Database', 'Password', 'Name'].map(valueOf)),
      ['', 'typed', '', ''],
    );
  });

  it('fills them from a .env block and says which values found no field', async () => {
    await into('Name', `PGHOST=db.example.net\nPGUSER=writer\nPGPASSWORD=${secret}\nPGDATABASE=stock\n`);
    await page.getByText(/^Filled .* from the \.env block\./).waitFor();
    await becomes(() => valueOf('Host'), 'db.example.net');
    await becomes(() => valueOf('Password'), secret);
  });

  it('leaves a plain text where it was pasted, and sends nothing of it', async () => {
    await field('Host').fill('');
    const before = (await session.answers()).length;
    await into('Host', 'plain.example.org');
    await becomes(() => valueOf('Host'), 'plain.example.org');
    assert.equal((await session.answers()).length, before);
  });

  it('says that a certificate is not sent while TLS is off, until it is on', async () => {
    await button(/^TLS/).click();
    await page.getByLabel('TLS', { exact: true }).selectOption('Never (not encrypted)');
    await into('Name', certificate);
    const unsent = page.getByText('Not sent: CA certificate, because TLS is Never (not encrypted).');
    await unsent.waitFor();
    await page.getByLabel('TLS', { exact: true }).selectOption('Always');
    await unsent.waitFor({ state: 'detached' });
    await button('Undo').click();
  });

  it('takes a dropped file for the field that it is dropped on', async () => {
    await page.getByLabel('TLS', { exact: true }).selectOption('Always');
    await page.locator('.file-drop').first().waitFor();
    await dropFile(page, '.file-drop', 'ca.pem', certificate);
    await becomes(() => page.locator('.file-drop textarea').first().inputValue(), certificate);
  });

  it('offers the connector that the text is for, and goes there with all of it', async () => {
    await into('Name', `curl https://api.example.org/v1 -H 'Authorization: Bearer ${secret}'`);
    await button(/^Connect HTTP.* instead$/).click();
    await page.getByText(/^Filled .* from the cURL command\./).waitFor();
    await becomes(() => page.getByLabel(/^Base URL/).inputValue(), 'https://api.example.org');
    assert.deepEqual(await violations(page), []);
    await button('Save').click();
    await page.getByRole('heading', { name: 'api.example.org', level: 1 }).waitFor();
    const { items } = await host.api.call('connectionList', { query: { type: 'http' } });
    const saved = await host.api.call('connectionGet', { params: { id: items[0]?.id ?? '' } });
    assert.equal(saved.config['authType'], 'bearer');
    assert.deepEqual(saved.secretKeys, ['authToken']);
  });

  it('puts a certificate and its key where each belongs, also when one field was given both', async () => {
    await page.goto(`${host.url}/connections/new?type=postgresql`);
    const bundle = `Bag Attributes\n    friendlyName: client\n${certificate}${key}\n`;
    const both = () => Promise.all(['Client certificate', 'Client key', 'Name'].map(valueOf));
    for (const name of ['Host', 'Client certificate']) {
      await into(name, bundle);
      await page.getByText('Filled Client certificate and Client key from the PEM bundle.').waitFor();
      // What it is for is not in it, so that it has no name to give.
      await becomes(both, [certificate.trim(), key, '']);
      await button('Undo').click();
      await becomes(both, ['', '', '']);
    }
  });

  it('takes a service account apart, also where a field would hold all of it', async () => {
    await page.goto(`${host.url}/connections/new`);
    await page.getByLabel('Search connectors').focus();
    await paste(page, serviceAccount);
    await page.getByRole('heading', { name: 'Connect Cloud' }).waitFor();
    await page.getByText(/^Filled Project and Key from the service account\./).waitFor();
    const all = () => Promise.all(['Name', 'Project', 'Key'].map(valueOf));
    await becomes(all, ['shop-1', 'shop-1', key]);
    await button('Undo').click();
    await becomes(all, ['', '', '']);
    await into('Key', serviceAccount);
    await becomes(all, ['shop-1', 'shop-1', key]);
  });

  it('leads from the search of connectors to a filled form, and shows the kinds used last', async () => {
    await page.goto(`${host.url}/connections/new`);
    await page.getByRole('heading', { name: 'Recently used' }).waitFor();
    await page.getByLabel('Search connectors').focus();
    await paste(page, `mysql://root:${secret}@db.example.com/shop`);
    await page.getByRole('heading', { name: 'Connect MySQL' }).waitFor();
    await becomes(() => valueOf('Host'), 'db.example.com');
  });

  it('keeps what was pasted nowhere once the form is left', async () => {
    await page.goto(`${host.url}/connections`);
    await page.getByRole('link', { name: 'api.example.org' }).waitFor();
    assert.equal((await everythingIn(page)).includes(secret), false);
    assert.deepEqual(session.complaints, []);
  });
});
