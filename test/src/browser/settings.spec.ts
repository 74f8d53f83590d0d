import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { account, type RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import type { Watched } from './browser.js';
import { assertSound, atBothWidths } from './looks.js';
import { openSession, type BrowserSession } from './session.js';
import { writePlugin } from './write-plugin.js';

const invited = { name: 'Ada', email: 'ada@example.com', password: 'a long sentence that ada knows' };

describe('a person who looks after an installation', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    const broken = writePlugin('broken-here', "(() => { throw new Error('no driver here') })()");
    session = await openSession({
      host: { env: { PATCHBAY_PLUGINS: broken } },
      page: { reducedMotion: 'reduce' },
    });
    ({ host, page } = session);
    await page.goto(`${host.url}/settings`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });
  after(() => session.end());

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const row = (text: string) => page.getByRole('listitem').filter({ hasText: text });
  const dialog = () => page.getByRole('dialog');
  const goTo = async (name: string) => {
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };
  let link = '';

  it('changes name and password, and signs out elsewhere', async () => {
    await page.getByRole('heading', { level: 1, name: 'Account' }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Founding admin');
    await button('Save name').click();
    await button('Sign out everywhere else').click();
    await button('Sign out everywhere else').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Current password' }).fill('not this one');
    await page.getByRole('textbox', { name: 'New password' }).fill('another long sentence of mine');
    await button('Change password').click();
    await page.getByRole('alert').waitFor();
    assert.notEqual(await page.getByRole('textbox', { name: 'New password' }).inputValue(), '');
    await page.getByRole('textbox', { name: 'Current password' }).fill(account.password);
    await button('Change password').click();
    await page.getByText('Changed', { exact: true }).waitFor();
    await page.reload();
    await becomes(() => page.getByRole('textbox', { name: 'Name' }).inputValue(), 'Founding admin');
  });

  it('invites somebody by a link that is shown once', async () => {
    await goTo('Users');
    await button('Add user').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill(invited.name);
    await dialog().getByRole('textbox', { name: 'Email' }).fill(invited.email);
    await dialog()
      .getByLabel(/^Role in/)
      .selectOption('viewer');
    const stay = page.getByRole('button', { name: 'Stay', exact: true });
    await page.keyboard.press('Escape');
    await stay.waitFor();
    await page.keyboard.press('Escape');
    await stay.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await stay.click();
    await becomes(() => dialog().getByRole('textbox', { name: 'Email' }).inputValue(), invited.email);
    await button('Make the invitation').click();
    link = await page.locator('[data-once]').innerText();
    await page.keyboard.press('Escape');
    await row(invited.email).getByText('Invited').waitFor();
  });

  it('disables and enables a user', async () => {
    for (const [action, standing] of [
      ['Disable', 'Disabled'],
      ['Enable', 'Invited'],
    ] as const) {
      await button(`More about ${invited.name}`).click();
      await page.getByRole('menuitem', { name: action }).click();
      await row(invited.email).getByText(standing, { exact: true }).waitFor();
    }
  });

  it('sees only what is for a viewer after choosing a password by the link', async () => {
    const other = await session.another({}, null);
    await other.page.goto(link);
    await other.page.getByRole('textbox', { name: 'New password' }).fill(invited.password);
    await other.page.getByRole('button', { name: 'Set password and log in' }).click();
    await other.page.getByRole('heading', { level: 1, name: 'Start here' }).waitFor();
    await other.page.goto(`${host.url}/settings/users`);
    await other.page.getByText('This page is for administrators of the installation').waitFor();
    const places = other.page.getByRole('navigation', { name: 'Settings' });
    await becomes(() => places.getByRole('link', { name: 'Users' }).count(), 0);
    await becomes(() => places.getByRole('link', { name: 'Audit' }).count(), 0);
    await other.page.goto(`${host.url}/settings/environments`);
    await other.page.getByText('Administrators of the project add').waitFor();
    await becomes(() => other.page.getByRole('button', { name: 'Add environment' }).count(), 0);
    assert.deepEqual(other.complaints, []);
    await other.close();
  });

  it('makes a project, adds a member and changes the role', async () => {
    await goTo('Projects');
    await button('New project').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Shop');
    await button('Create project').click();
    await page.getByRole('heading', { level: 1, name: 'Shop' }).waitFor();
    await button('Add member').click();
    await dialog().getByRole('textbox', { name: 'Email' }).fill(invited.email);
    await dialog().getByLabel('Role').selectOption('analyst');
    await dialog().getByRole('button', { name: 'Add member' }).click();
    await page.getByLabel(`Role of ${invited.name}`).selectOption('designer');
    await page.reload();
    await page.getByLabel(`Role of ${invited.name}`).waitFor();
    await becomes(() => page.getByLabel(`Role of ${invited.name}`).inputValue(), 'designer');
    await page.getByRole('textbox', { name: 'Name of the project' }).fill('Web shop');
    await button('Rename').click();
    await page.getByRole('heading', { level: 1, name: 'Web shop' }).waitFor();
  });

  it('makes a token that works, sees it once, and revokes it', async () => {
    await goTo('API tokens');
    await button('New token').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Nightly');
    await button('Create token').click();
    const token = await page.locator('[data-once]').innerText();
    const asToken = () =>
      fetch(`${host.url}/api/patterns`, { headers: { authorization: `Bearer ${token}` } });
    assert.equal((await asToken()).status, 200);
    await page.keyboard.press('Escape');
    await row('Nightly').waitFor();
    assert.equal((await page.content()).includes(token), false);
    await button('Revoke Nightly').click();
    await button('Revoke token').click();
    await row('Nightly').waitFor({ state: 'detached' });
    assert.equal((await asToken()).status, 401);
  });

  it('adds and deletes an environment', async () => {
    await goTo('Environments');
    await row('production').waitFor();
    await button('Add environment').click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('staging');
    await dialog().getByRole('button', { name: 'Add environment' }).click();
    await button('Delete staging').click();
    await button('Delete environment').click();
    await row('staging').waitFor({ state: 'detached' });
  });

  it('sees what each plugin brings and what it may reach', async () => {
    // An old link leads there, too.
    await page.goto(`${host.url}/settings/plugins`);
    await page.waitForURL(`${host.url}/plugins`);
    await page.getByRole('heading', { level: 1, name: 'Plugins' }).waitFor();
    const rail = page.getByRole('navigation', { name: 'Main' });
    assert.equal(await rail.locator('[aria-current=page]').textContent(), 'Plugins');
    const sqlite = page.getByRole('region', { name: /plugin-sqlite/ });
    await sqlite.getByText('No network').waitFor();
    const postgresql = page.getByRole('region', { name: /plugin-postgresql/ });
    await postgresql.getByText('Reaches the hosts of its connection').first().waitFor();
    const broken = page.getByRole('region', { name: 'broken-here' });
    await broken.getByText('Does not work').waitFor();
    await broken.getByText(/no driver here/).waitFor();
  });

  it('filters the audit log, exports it and is told in words that it is sound', async () => {
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await goTo('Audit');
    await page.getByLabel('Of', { exact: true }).selectOption('The whole installation');
    await page.getByLabel('About').selectOption('Users');
    const records = page.getByRole('list', { name: 'Audit records' });
    await records.getByText(`User enabled ${invited.name}`).waitFor();
    assert.match(page.url(), /action=user/);
    await button('Verify').click();
    const verdict = page.getByText(/records, all as they were written/);
    await verdict.waitFor();
    const [, kept = ''] = /ends with (\d+:[0-9a-f]{64})/.exec(await page.getByRole('main').innerText()) ?? [];
    await page.getByText('Compare with an end that you kept').click();
    const end = page.getByRole('textbox', { name: 'End of the log at an earlier time' });
    await end.fill(kept.slice(0, -1));
    await page.getByText('Compare with an end that you kept').click();
    await button('Verify').click();
    // Nothing is said of the log instead: it was not compared.
    await verdict.waitFor({ state: 'detached' });
    await becomes(
      () => end.evaluate('document.activeElement.getAttribute("aria-label")'),
      await end.getAttribute('aria-label'),
    );
    await end.fill(kept);
    await button('Verify').click();
    await page.getByText('The end that you kept is part of it.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'audit.jsonl');
  });

  it('rotates the master key, and is told that nothing is left under the old one', async () => {
    await goTo('Vault');
    const keys = page.getByRole('list', { name: 'Keys' });
    await keys.getByText('In use', { exact: true }).waitFor();
    const before = await keys.getByText('In use', { exact: true }).count();
    await button('Rotate the key').click();
    await button('Rotate').click();
    await page.getByText(/moved, none left under an old key/).waitFor();
    await keys.getByText('Retired', { exact: true }).waitFor();
    await becomes(() => keys.getByText('In use', { exact: true }).count(), before);
  });

  it('sees the health of every part', async () => {
    await goTo('Health');
    await page.getByText('Ready', { exact: true }).waitFor();
    await becomes(() => page.getByText('Up', { exact: true }).count(), 4);
    assert.deepEqual(session.complaints, []);
  });

  it('finds the settings accessible in both themes, at 1440 and at 390 pixels', async () => {
    const names = 'account tokens users projects environments plugins vault audit health'.split(' ');
    const look = async ({ page: other, settled }: Watched, at: string) => {
      for (const name of names) {
        await other.goto(`${host.url}/settings/${name}`);
        await other.getByRole('heading', { level: 1 }).waitFor();
        await settled();
        await assertSound(other, `${name} ${at}`);
      }
    };
    await atBothWidths(session, look, { ...account, password: 'another long sentence of mine' });
  });
});
