import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { assertSound } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

const start = { id: 's', name: 'Start', type: 'core.manualTrigger', position: { x: 0, y: 0 } };
const edges = [{ from: { node: 's', pin: 'main' }, to: { node: 'n', pin: 'main' } }];
const fails = '={{ $json.customer.name.trim() }}';
const said = /^The run failed here: .*undefined/;

/** So many rows that those at the end are out of sight. */
const rows = Array.from({ length: 12 }, (_, row) => ({ name: `f${row}`, value: row === 10 ? fails : 'a' }));

describe('a person whose run failed because of a field', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession();
    ({ host, page } = session);
  });
  after(() => session.end());

  const make = async (name: string, type: string, parameters: Record<string, unknown>) => {
    const node = { id: 'n', name, type, position: { x: 260, y: 0 }, parameters };
    return (await host.api.call('patternCreate', { body: { name, nodes: [start, node], edges } })).id;
  };
  const run = async (id: string) => host.api.call('patternRun', { params: { id }, body: { wait: true } });
  const field = (name: string, on = page) => on.getByRole('complementary').getByRole('textbox', { name });
  const focused = (place: Locator) => place.and(place.page().locator(':focus')).waitFor();
  const describedAs = async (place: Locator) => {
    const id = (await place.getAttribute('aria-describedby')) ?? 'nothing';
    const texts = id.split(/ +/).map((each) => place.page().locator(`[id="${each}"]`).textContent());
    return (await Promise.all(texts)).join(' ');
  };
  /** It has the focus, is in sight and says what is wrong. */
  const assertShown = async (place: Locator) => {
    await focused(place);
    assert.equal(await place.getAttribute('aria-invalid'), 'true');
    assert.match(await describedAs(place), /The run failed here: .*undefined/);
    const { y = -1 } = (await place.boundingBox()) ?? {};
    assert.ok(y > 0 && y < (place.page().viewportSize()?.height ?? 0), `it lies at ${y}`);
  };

  it('is led to an entry of a list that is out of sight, and has its word until it is edited', async () => {
    const id = await make('Edit', 'core.editFields', { fields: rows });
    await page.goto(`${host.url}/patterns/${id}`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Show the field' }).press('Enter');
    const entry = page.getByRole('complementary').getByRole('group', { name: 'field 11', exact: true });
    const editor = entry.getByRole('textbox', { name: 'Value, expression' });
    await assertShown(editor);
    await assertSound(page, 'a field with the error of the run');
    assert.doesNotMatch(page.url(), /field=/, 'it is shown once');
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    await becomes(() => editor.getAttribute('aria-invalid'), null);
    await entry.getByText(said).waitFor({ state: 'detached' });
    // From another tab of the inspector it comes back to the parameters.
    await page.getByRole('tab', { name: 'Output' }).click();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Show the field' }).click();
    await focused(editor);
  });

  it('is led from the page of an older run, into a collection, though the pattern runs by now', async () => {
    const parameters = { url: 'https://example.com', options: { timeout: fails } };
    const id = await make('Ask', 'core.httpRequest', parameters);
    const { id: runId } = await run(id);
    const { version, nodes } = await host.api.call('patternGet', { params: { id } });
    await host.api.call('patternPatch', { params: { id }, body: { version, nodes } });
    await host.api.call('patternRun', { params: { id }, body: { wait: true, until: 's' } });
    await page.goto(`${host.url}/patterns/${id}?node=n`);
    await field('Timeout (seconds), expression').waitFor();
    assert.equal(await page.getByText(said).count(), 0, 'the newest run passed');
    await page.goto(`${host.url}/runs/${runId}`);
    await page.getByRole('alert').getByRole('link', { name: 'Show the field' }).click();
    await assertShown(field('Timeout (seconds), expression'));
    await page.reload();
    await field('Timeout (seconds), expression').waitFor();
    await page.getByRole('button', { name: 'Show the field' }).waitFor();
  });

  it('is led to what the node itself finds wrong: a field, or a list as a whole', async () => {
    const text = await make('Text', 'core.editFields', { mode: 'json', json: '={{ [1] }}' });
    const list = await make('List', 'core.sort', { fields: [] });
    for (const [id, place, why] of [
      [text, page.getByRole('complementary').getByRole('textbox', { name: 'JSON' }), /is not a JSON object/],
      [list, page.getByRole('complementary').getByRole('group', { name: 'Fields' }), /is empty; name/],
    ] as const) {
      const { id: runId } = await run(id);
      await page.goto(`${host.url}/runs/${runId}`);
      await page.getByRole('alert').getByRole('link', { name: 'Show the field' }).click();
      await focused(place);
      assert.match(await describedAs(place), why);
    }
  });

  it('is led to a text of JSON that holds the expression, on a phone too', async () => {
    const body = { order: { customer: fails } };
    const id = await make('Send', 'core.httpRequest', { url: 'https://example.com', method: 'POST', body });
    const { id: runId } = await run(id);
    const phone = await session.another({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await phone.page.goto(`${host.url}/runs/${runId}`);
    await phone.page
      .getByRole('table', { name: 'Steps' })
      .getByRole('link', { name: 'Show the field' })
      .click();
    await assertShown(field('Body', phone.page));
    await assertSound(phone.page, 'on a phone');
    await phone.close();
    assert.deepEqual(session.complaints, []);
  });
});
