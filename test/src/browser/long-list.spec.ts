import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startHost, type RunningHost } from '../support/host-process.js';
import { launch, open, violations, type Watched } from './browser.js';
import { logIn } from './log-in.js';

const many = 2000;

describe('a person with thousands of connections', () => {
  let host: RunningHost;
  let browser: Browser;
  let watched: Watched;
  let page: Page;

  before(async () => {
    [host, browser] = await Promise.all([startHost(), launch()]);
    await fill(host);
    watched = await open(browser);
    ({ page } = watched);
    await logIn(page.context(), host);
    await page.goto(`${host.url}/connections`);
    await rows().first().waitFor();
  });
  after(async () => {
    await browser.close();
    await host.stop();
    host.remove();
  });

  const rows = () => page.getByRole('list', { name: 'Connections' }).getByRole('listitem');
  const scrollTo = (where: string) => page.evaluate(`window.scrollTo(0, ${where})`);

  it('gets only the rows in sight drawn, each with its place in the whole', async () => {
    assert.ok((await rows().count()) < 60);
    assert.equal(await rows().first().getAttribute('aria-posinset'), '1');
    assert.equal(await rows().first().getAttribute('aria-setsize'), '-1');
    assert.deepEqual(await violations(page), []);
  });

  it('keeps the focus where it was while the list scrolls away under it', async () => {
    const first = rows().first().getByRole('link');
    const name = await first.textContent();
    await first.focus();
    await scrollTo('4000');
    await page.waitForFunction(`document.querySelector('[aria-posinset="60"]') !== null`);
    assert.equal(await page.evaluate('document.activeElement.textContent'), name);
    await scrollTo('0');
  });

  it('reaches the last one by scrolling, page after page', async () => {
    const end = `document.querySelector('[aria-posinset="${many + 1}"]') !== null`;
    for (let turn = 0; turn < 200 && !(await page.evaluate<boolean>(end)); turn += 1) {
      await scrollTo('document.body.scrollHeight');
      await page.waitForTimeout(50);
    }
    await page.waitForFunction(end);
    assert.equal(await rows().last().getAttribute('aria-setsize'), String(many + 1));
    assert.ok((await rows().count()) < 60);
    assert.deepEqual(watched.complaints, []);
  });
});

async function fill({ api }: RunningHost): Promise<void> {
  const names = Array.from({ length: many }, (_, index) => `C${String(index).padStart(4, '0')}`);
  const text = names.map((name) => `${name}=postgres://u:p@db.example.org/${name}`).join('\n');
  const { digest } = await api.call('connectionImportPlan', { body: { format: 'urls', text } });
  await api.call('connectionImport', { body: { format: 'urls', text, digest } });
}
