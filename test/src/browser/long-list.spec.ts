import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { openSession, type BrowserSession } from './session.js';

const many = 2000;

describe('a person with thousands of connections', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession();
    ({ host, page } = session);
    await fill(host);
    await page.goto(`${host.url}/connections`);
    await rows().first().waitFor();
  });
  after(() => session.end());

  const rows = () => page.getByRole('list', { name: 'Connections' }).getByRole('listitem');
  const scrollTo = (where: string) => page.evaluate(`window.scrollTo(0, ${where})`);

  it('gets only the rows in sight drawn, each with its place in the whole', async () => {
    assert.ok((await rows().count()) < 60);
    await becomes(() => rows().first().getAttribute('aria-posinset'), '1');
    await becomes(() => rows().first().getAttribute('aria-setsize'), '-1');
    assert.deepEqual(await violations(page), []);
  });

  it('keeps the focus where it was while the list scrolls away under it', async () => {
    const first = rows().first().getByRole('link');
    const name = await first.textContent();
    await first.focus();
    await scrollTo('4000');
    const far = `document.querySelector('[aria-posinset="60"]') !== null`;
    await becomes(() => page.evaluate<boolean>(far), true);
    await becomes(() => page.evaluate('document.activeElement.textContent'), name);
    await scrollTo('0');
  });

  it('reaches the last one by scrolling, page after page', async () => {
    const end = `document.querySelector('[aria-posinset="${many + 1}"]') !== null`;
    for (let turn = 0; turn < 200 && !(await page.evaluate<boolean>(end)); turn += 1) {
      await scrollTo('document.body.scrollHeight');
      await page.waitForTimeout(50);
    }
    await becomes(() => page.evaluate<boolean>(end), true);
    await becomes(() => rows().last().getAttribute('aria-setsize'), String(many + 1));
    assert.ok((await rows().count()) < 60);
    assert.deepEqual(session.complaints, []);
  });
});

async function fill({ api }: RunningHost): Promise<void> {
  const names = Array.from({ length: many }, (_, index) => `C${String(index).padStart(4, '0')}`);
  const text = names.map((name) => `${name}=postgres://u:p@db.example.org/${name}`).join('\n');
  const { digest } = await api.call('connectionImportPlan', { body: { format: 'urls', text } });
  await api.call('connectionImport', { body: { format: 'urls', text, digest } });
}
