import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page, Route } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { everythingIn, violations } from './browser.js';
import { assertSound, atBothWidths } from './looks.js';
import { makeRole, type DatabaseRole } from './role.js';
import { openSession, type BrowserSession } from './session.js';

const wrong = 'canary-wrong-0c7a44d1';

describe('a person who looks after a connection', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let role: DatabaseRole;
  let id: string;

  before(async () => {
    [session, role] = await Promise.all([openSession(), makeRole()]);
    ({ host, page } = session);
    ({ id } = await connect('Orders'));
    await host.api.call('patternCreate', { body: reading('Daily report', id) });
  });
  after(async () => {
    await session.end();
    await role.drop();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const line = (text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text });
  const tab = async (name: string) => {
    await page.getByRole('tab', { name }).click();
    await page.getByRole('tabpanel', { name }).waitFor();
  };

  it('comes by a link to the tab that it names, and back by Back', async () => {
    await page.goto(`${host.url}/connections/${id}?tab=usage`);
    await page.getByRole('tabpanel', { name: 'Usage' }).getByRole('link', { name: 'Daily report' }).waitFor();
    await page.getByText('Never ran').waitFor();
    await tab('Overview');
    await page.goBack();
    await page.getByRole('tabpanel', { name: 'Usage' }).waitFor();
  });

  it('tests it from any tab, and finds the test in the history', async () => {
    await button('Test now').click();
    await page.getByText(/^Passed \d/).waitFor();
    await tab('Tests');
    await line('PostgreSQL').getByText('Passed').waitFor();
  });

  it('rotates to a secret that does not work, sees what would fail, and keeps the input', async () => {
    await button('Rotate secrets').click();
    await dialog().getByRole('textbox', { name: 'Password' }).fill(wrong);
    await dialog().getByLabel('Reason').fill('Yearly rotation');
    await button('Test the new values').click();
    await page.getByRole('heading', { name: 'The new secrets do not work' }).waitFor();
    await line('Daily report').getByText('Failed').waitFor();
    assert.equal((await host.api.call('connectionGet', { params: { id } })).version, 1);
    await button('Back to the values').click();
    await becomes(() => dialog().getByRole('textbox', { name: 'Password' }).inputValue(), wrong);
    await becomes(() => dialog().getByLabel('Reason').inputValue(), 'Yearly rotation');
  });

  it('does not lose what was typed by Escape, nor by leaving the page unasked', async () => {
    await page.keyboard.press('Escape');
    await becomes(() => dialog().getByLabel('Reason').inputValue(), 'Yearly rotation');
  });

  it('is told when somebody else changed it meanwhile, and goes on with what was entered', async () => {
    await host.api.call('connectionPatch', { params: { id }, body: { description: 'Of the shop' } });
    await button('Test the new values').click();
    await dialog().getByText('Somebody else changed this connection meanwhile').waitFor();
    await becomes(() => dialog().getByRole('textbox', { name: 'Password' }).inputValue(), wrong);
  });

  it('rotates to one that works, after a report of each pattern', async () => {
    await dialog().getByRole('textbox', { name: 'Password' }).fill(role.password);
    await button('Test the new values').click();
    await page.getByRole('heading', { name: 'The new secrets work' }).waitFor();
    await line('Daily report').getByText('Passed').waitFor();
    assert.deepEqual(await violations(page), []);
    await button('Test & save').click();
    await page.getByRole('heading', { name: 'The new secrets are in use' }).waitFor();
    await button('See the history').click();
    await line('Yearly rotation').getByText('Rotated, test passed').waitFor();
  });

  it('saves a secret that fails only by Save anyway, and that is stamped', async () => {
    await button('Rotate secrets').click();
    await dialog().getByRole('textbox', { name: 'Password' }).fill(wrong);
    await button('Test the new values').click();
    await button('Save anyway').click();
    await page.getByRole('heading', { name: /although their test failed/ }).waitFor();
    await button('Done').click();
    await line('Saved although the test failed').waitFor();
  });

  it('rolls back, which tests the earlier secrets, and is refused when they fail', async () => {
    await button('Roll back to the secrets of version 3').click();
    await button('Test & roll back').click();
    await line('Rolled back').waitFor();
    await page.getByText(/^Passed \d/).waitFor();
    await button('Roll back to the secrets of version 4').click();
    await button('Test & roll back').click();
    await dialog().getByText('nothing was changed').waitFor();
    await dialog().getByText('The login was refused').waitFor();
    await dialog().getByText('Close', { exact: true }).click();
    assert.equal((await host.api.call('connectionGet', { params: { id } })).testStatus, 'passed');
  });

  it('reads in the audit records what was done, by whom', async () => {
    await tab('Audit');
    for (const words of ['Secrets rotated', 'Secrets rolled back', 'Rotation refused'])
      await line(words).filter({ hasText: 'Founder' }).first().waitFor();
  });

  it('restricts it to a node, and shares a personal one use-only', async () => {
    await tab('Sharing');
    await page.getByRole('combobox', { name: 'Only in these nodes' }).fill('SQL Query');
    await page.getByRole('option', { name: 'SQL Query' }).click();
    await page.keyboard.press('Escape');
    await button('Save restrictions').click();
    const restrictions = async () => (await host.api.call('connectionGet', { params: { id } })).restrictions;
    await becomes(restrictions, { nodeTypes: ['core.sqlQuery'] });
    await button('Save restrictions').and(page.locator(':disabled')).waitFor();

    const own = await connect('My own', 'personal');
    await page.goto(`${host.url}/connections/${own.id}?tab=sharing`);
    await page.getByLabel('Share with').selectOption('Everyone in the project');
    await button('Share use-only').click();
    await line('Everyone in the project').getByText('use-only').waitFor();
    await button('Stop sharing with Everyone in the project').click();
    await line('Everyone in the project').waitFor({ state: 'detached' });
  });

  it('disables and enables it', async () => {
    await page.goto(`${host.url}/connections/${id}?tab=danger`);
    await button('Disable').click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await button('Enable').click();
    await page.getByText(/^Passed \d/).waitFor();
  });

  it('sees a change at once, which is taken back when the server cannot make it', async () => {
    const held: Route[] = [];
    await page.route('**/disable', (route) => void held.push(route));
    await button('Disable').click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await becomes(() => Promise.resolve(held.length), 1);
    await held[0]?.abort();
    await page.getByText('The server cannot be reached').waitFor();
    await page.getByText(/^Passed \d/).waitFor();
    await page.unroute('**/disable');
  });

  it('decides what counts when two edit it, and loses nothing of what was typed', async () => {
    await page.goto(`${host.url}/connections/${id}/edit`);
    await page.getByLabel('Description').fill('Mine');
    await host.api.call('connectionPatch', { params: { id }, body: { description: 'Theirs' } });
    await button('Save').click();
    await page.getByText('Somebody else changed this meanwhile').waitFor();
    await becomes(() => page.getByLabel('Description').inputValue(), 'Mine');
    await assertSound(page, 'two edit it');
    await button('Save mine over it').click();
    await page.getByRole('heading', { level: 1, name: 'Orders', exact: true }).waitFor();
    await page.getByText('Mine', { exact: true }).waitFor();
  });

  it('has a new name at once, and the old one with what was typed when it is refused', async () => {
    const rename = async () => {
      await button('More about Orders').click();
      await page.getByRole('menuitem', { name: 'Rename and tag' }).click();
    };
    const isCalled = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    const held: Route[] = [];
    await page.route(`**/api/connections/${id}`, (route) =>
      route.request().method() === 'PATCH' ? void held.push(route) : route.fallback(),
    );
    await connect('Ledger');
    await rename();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Ledger');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await isCalled('Ledger');
    await becomes(() => Promise.resolve(held.length), 1);
    await held[0]?.continue();
    await dialog().getByText('it is called “Orders” as before').waitFor();
    await becomes(() => dialog().getByRole('textbox', { name: 'Name' }).inputValue(), 'Ledger');
    await isCalled('Orders');
    await page.unroute(`**/api/connections/${id}`);
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Orders of the shop');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await isCalled('Orders of the shop');
    const named = async () => (await host.api.call('connectionGet', { params: { id } })).name;
    await becomes(named, 'Orders of the shop');
  });

  it('replaces it by another one in every pattern, and revokes it with its secrets', async () => {
    await page.goto(`${host.url}/connections/${id}?tab=danger`);
    const other = await connect('Orders copy');
    await button('Replace…').click();
    await dialog().getByText('Daily report').waitFor();
    await dialog().getByLabel('Use instead').selectOption('Orders copy');
    await button('Replace it').click();
    await dialog().getByText('1 pattern changed.').waitFor();
    await dialog().getByRole('button', { name: 'Done' }).click();
    const { items } = await host.api.call('patternList');
    const report = items.find(({ name }) => name === 'Daily report');
    const graph = await host.api.call('patternGet', { params: { id: report?.id ?? '' } });
    assert.equal(graph.nodes[1]?.connections?.['database'], other.id);
    await button('Revoke').click();
    await button('Revoke and destroy').click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    assert.deepEqual((await host.api.call('connectionGet', { params: { id } })).secretKeys, []);
  });

  it('never finds a secret in an answer or in what the browser holds', async () => {
    const held = [await everythingIn(page), ...(await session.answers())];
    for (const secret of [role.password, wrong])
      assert.equal(held.filter((text) => text.includes(secret)).length, 0);
    assert.deepEqual(session.complaints, []);
  });

  it('finds every tab accessible in both themes, at 1440 and at 390 pixels', async () => {
    await atBothWidths(session, async ({ page: other, settled }, at) => {
      for (const name of ['overview', 'tests', 'usage', 'history', 'audit', 'sharing', 'danger']) {
        await other.goto(`${host.url}/connections/${id}?tab=${name}`);
        await other.getByRole('tabpanel').waitFor();
        await settled();
        await assertSound(other, `${name} ${at}`);
      }
    });
  });

  function connect(name: string, scope: 'personal' | 'project' = 'project') {
    const { host: server, port, database, user: username, password } = role;
    const config = { host: server, port: Number(port), database, username, password, tls: 'off' };
    return host.api.call('connectionCreate', { body: { name, type: 'postgresql', scope, config } });
  }
});

function reading(name: string, database: string) {
  const node = (nodeId: string, type: string, x: number) => ({
    id: nodeId,
    name: nodeId,
    type,
    typeVersion: 1,
    parameters: {},
    position: { x, y: 0 },
  });
  return {
    name,
    nodes: [
      node('start', 'core.manualTrigger', 0),
      { ...node('read', 'core.sqlQuery', 260), parameters: { query: 'SELECT 1' }, connections: { database } },
    ],
    edges: [{ from: { node: 'start', pin: 'main' }, to: { node: 'read', pin: 'main' } }],
  };
}
