import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { becomes } from './becomes.js';
import { holdAnswers, layoutShift } from './layout-shift.js';
import { assertSound } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

const width = 390;

describe('a person with a phone', () => {
  let session: BrowserSession;
  let page: Page;
  let runId: string;

  before(async () => {
    session = await openSession({ page: { viewport: { width, height: 844 } } });
    ({ page } = session);
    const { api } = session.host;
    const { items } = await api.call('patternList', { query: { limit: 1 } });
    const run = await api.call('patternRun', { params: { id: items[0]?.id ?? '' }, body: { wait: true } });
    runId = run.id;
    const node = (id: string, type: string, parameters = {}) => ({ id, name: id, type, parameters });
    const wait = { resume: 'webhook', limit: 'timeInterval', limitAmount: 3, limitUnit: 'days' };
    const waiting = await api.call('patternCreate', {
      body: {
        name: 'Asking',
        nodes: [node('Start', 'core.manualTrigger'), node('Approval', 'core.wait', wait)],
        edges: [{ from: { node: 'Start', pin: 'main' }, to: { node: 'Approval', pin: 'main' } }],
      },
    });
    await api.call('patternRun', { params: { id: waiting.id }, body: { wait: true } });
    await api.call('secretCreate', { body: { name: 'CARRIER_TOKEN', description: 'Token of the carrier' } });
  });
  after(() => session.end());

  const goTo = async (path: string) => {
    await page.goto(session.host.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  /** Whether the whole of it is on the screen. */
  const isWhole = (selector: string) =>
    page.evaluate<boolean>(`(() => {
      const { left, right } = document.querySelector('${selector}').getBoundingClientRect();
      return left >= 0 && right <= ${width};
    })()`);

  it('reads the list of runs and the steps of one without scrolling sideways', async () => {
    await goTo('/runs');
    await page.getByRole('row').filter({ hasText: 'Welcome' }).waitFor();
    assert.equal(await fits('.scroll-x'), true);
    await page.getByText('Waiting for a call, at most until').waitFor();
    const narrowest = `Math.min(...[...document.querySelectorAll('.folding-table td:first-child')].map((cell) => cell.clientWidth))`;
    assert.ok((await page.evaluate<number>(narrowest)) >= 90, 'a name beside a sentence can be read');
    await assertSound(page, 'the runs');
    await goTo(`/runs/${runId}`);
    await page.getByRole('table', { name: 'Steps' }).waitFor();
    assert.equal(await fits('[aria-label=Steps].scroll-x'), true);
  });

  it('sees the first nodes of a run large enough to read', async () => {
    const isReadable = `(() => {
      const view = document.querySelector('.react-flow__viewport');
      return view !== null && new DOMMatrix(getComputedStyle(view).transform).a >= 0.5;
    })()`;
    await becomes(() => page.evaluate<boolean>(isReadable), true);
    await assertSound(page, 'a run');
  });

  it('chooses the environment and the project above the bar', async () => {
    await page.getByRole('button', { name: 'Environment: development' }).click();
    await page.getByRole('menuitem', { name: 'production' }).waitFor();
    assert.equal(await isWhole('[role=menu]'), true);
    await page.getByRole('menuitem', { name: 'production' }).click();
    await page.getByRole('button', { name: 'Environment: production' }).waitFor();
    await page.getByRole('button', { name: 'Project: Default' }).click();
    await page.getByRole('menuitem', { name: /^Default/ }).waitFor();
    assert.equal(await isWhole('[role=menu]'), true);
    await page.keyboard.press('Escape');
  });

  it('sees where it is among the settings', async () => {
    await goTo('/settings/health');
    const isInSight = `(() => {
      const place = document.querySelector('.settings-places [aria-current=page]');
      return place !== null && place.getBoundingClientRect().right <= ${width};
    })()`;
    await becomes(() => page.evaluate<boolean>(isInSight), true);
    await goTo('/secrets');
    await page.getByRole('button', { name: 'Delete CARRIER_TOKEN' }).waitFor();
    await assertSound(page, 'the secrets');
    assert.deepEqual(session.complaints, []);
  });

  it('sees nothing jump as the answers come in one by one, nor does somebody at a desk', async () => {
    const { items } = await session.host.api.call('patternList', { query: { q: 'Welcome' } });
    const pages = {
      [`/patterns/${items[0]?.id ?? ''}`]: '.react-flow__node',
      [`/runs/${runId}`]: '.react-flow__node',
      '/patterns': '[aria-label=Patterns] li',
      '/runs': 'tbody tr',
      '/': '[aria-label="Nodes of Welcome"]',
    };
    for (const at of [width, 1440]) {
      const { page: other, settled, close } = await session.another({ viewport: { width: at, height: 844 } });
      await holdAnswers(other);
      for (const [path, shown] of Object.entries(pages)) {
        await other.goto(session.host.url + path);
        await other.locator(shown).first().waitFor();
        await settled();
        const { total, of } = await layoutShift(other);
        assert.ok(total <= 0.02, `${path} at ${at} moves by ${total.toFixed(3)}: ${of}`);
      }
      await close();
    }
  });

  const fits = (selector: string) =>
    page.evaluate<boolean>(`(() => {
      const box = document.querySelector('${selector}');
      return box.scrollWidth <= box.clientWidth;
    })()`);
});
