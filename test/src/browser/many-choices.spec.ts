import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { assertSound, atBothWidths } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const named = (kind: string, index: number) => `${kind} ${String(index).padStart(3, '0')}`;

describe('a person who chooses among hundreds', () => {
  let session: BrowserSession;
  let page: Page;

  before(async () => {
    session = await openSession();
    ({ page } = session);
    await fill(session.host);
  });
  after(() => session.end());

  const field = (name: string, on = page) => on.getByRole('combobox', { name, exact: true });
  const options = (on = page) => on.getByRole('listbox').getByRole('option');
  const rows = (on = page) => on.getByRole('list', { name: 'Connections' }).getByRole('listitem');
  /** The list lies whole in the window, is bounded, and can be scrolled. */
  const assertBounded = async (on: Page, role: 'listbox' | 'menu', at: string) => {
    const box = (await on.getByRole(role).boundingBox()) ?? assert.fail('there is no list');
    const { width, height } = on.viewportSize() ?? assert.fail('there is no window');
    assert.ok(box.height <= 340, `${at} it is ${box.height} high`);
    assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height, at);
  };

  it('finds a tag and an owner by typing, and gives them up again', async () => {
    await atBothWidths(session, async ({ page: on, settled }, at) => {
      await on.goto(`${session.host.url}/connections`);
      await settled();
      const fold = on.getByRole('button', { name: 'Filters', exact: true });
      if (await fold.isVisible()) await fold.click();
      const tag = field('Filter by tag', on);
      await tag.click();
      await becomes(() => options(on).count(), 100);
      await assertBounded(on, 'listbox', at);
      await assertSound(on, `a list of tags ${at}`);
      await tag.focus();
      await on.keyboard.type('tag 417');
      await becomes(() => options(on).allTextContents(), ['tag 417']);
      await on.keyboard.press('Enter');
      await becomes(() => rows(on).locator('.row-link').allTextContents(), ['Labels 009']);
      assert.equal(new URL(on.url()).searchParams.get('tag'), 'tag 417');
      await becomes(() => tag.inputValue(), 'tag 417');
      await tag.fill('');
      await options(on).getByText('Any tag', { exact: true }).click();
      await becomes(() => Promise.resolve(new URL(on.url()).search), '');
      await field('Filter by owner', on).focus();
      await on.keyboard.type('person 033');
      await on.keyboard.press('Enter');
      await becomes(() => rows(on).locator('.row-link').allTextContents(), ['Of 033']);
      await assertSound(on, `narrowed to an owner ${at}`);
    });
  });

  it('finds a project in the switch of the rail by typing what it is called', async () => {
    await atBothWidths(session, async ({ page: on, settled }, at) => {
      await on.goto(`${session.host.url}/patterns`);
      await settled();
      const current = on.getByRole('button', { name: 'Project: Default' });
      await current.press('Enter');
      await on.locator('[role=menu] :focus').waitFor({ state: 'attached' });
      await assertBounded(on, 'menu', at);
      await on.keyboard.press('y');
      await becomes(() => on.evaluate('document.activeElement.textContent'), 'Yak');
      await on.keyboard.press('Escape');
      await current.and(on.locator(':focus')).waitFor();
      await current.press('Enter');
      await on.locator('[role=menu] :focus').waitFor({ state: 'attached' });
      await on.keyboard.press('z');
      await becomes(() => on.evaluate('document.activeElement.textContent'), 'Zebra');
      await on.keyboard.press('Enter');
      await on.getByRole('button', { name: 'Project: Zebra' }).waitFor();
    });
  });

  it('finds a pattern among those of the runs, and is told when nothing is called like that', async () => {
    await page.goto(`${session.host.url}/runs`);
    await session.settled();
    const pattern = field('Pattern');
    await pattern.click();
    await page.keyboard.type('no such thing');
    await page.getByText('Nothing is called like that').waitFor();
    await pattern.fill('pattern 021');
    await page.keyboard.press('Enter');
    await becomes(() => pattern.inputValue(), 'Pattern 021');
    await page.getByText('No run fits').waitFor();
    await page.reload();
    await becomes(() => pattern.inputValue(), 'Pattern 021');
    assert.deepEqual(session.complaints, []);
  });
});

/** 500 tags, 40 owners, 60 projects and 30 patterns. */
async function fill({ api }: RunningHost): Promise<void> {
  const config = { baseUrl: 'https://example.com', authType: 'none' };
  const { project } = await api.call('me');
  const memberships = [{ projectId: project?.id ?? '', role: 'designer' as const }];
  for (const index of numbers(10)) {
    const tags = numbers(50).map((tag) => named('tag', (index - 1) * 50 + tag));
    await api.call('connectionCreate', {
      body: { name: named('Labels', index), type: 'http', config, tags },
    });
  }
  for (const index of numbers(40)) {
    const name = named('Person', index);
    const body = { name, email: `p${index}@example.com`, memberships };
    const { id } = await api.call('userCreate', { body });
    const made = await api.call('connectionCreate', {
      body: { name: named('Of', index), type: 'http', config },
    });
    await api.call('connectionBulk', { body: { ids: [made.id], action: 'transfer', to: id } });
  }
  for (const index of numbers(60))
    await api.call('projectCreate', { body: { name: named('Project', index) } });
  for (const name of ['Yak', 'Zebra']) await api.call('projectCreate', { body: { name } });
  for (const index of numbers(30))
    await api.call('patternCreate', { body: { name: named('Pattern', index), nodes: [], edges: [] } });
}
