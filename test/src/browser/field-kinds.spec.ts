import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { startHost, type RunningHost } from '../support/host-process.js';
import { launch, open, violations, type Watched } from './browser.js';
import { logIn } from './log-in.js';
import { writePlugin } from './write-plugin.js';

const declared = `[{
  type: 'every_kind', displayName: 'Every kind', description: 'Has every kind of field', category: 'other',
  fields: {
    note: { kind: 'notice', displayName: 'Note', description: 'Read this first' },
    text: { kind: 'text', displayName: 'Text', required: true, description: 'What it is', hint: 'Short',
      documentationUrl: 'https://example.com/help', placeholder: 'for instance',
      pattern: { regex: '^[a-z]+$', message: 'must be lower case' } },
    secret: { kind: 'secret', displayName: 'Secret' },
    number: { kind: 'number', displayName: 'Number', min: 2, max: 9, default: 5 },
    port: { kind: 'port', displayName: 'Port', default: 5432 },
    boolean: { kind: 'boolean', displayName: 'Boolean', default: false },
    shown: { kind: 'text', displayName: 'Shown', displayOptions: { show: { boolean: [true] } } },
    options: { kind: 'options', displayName: 'Options', default: 'b',
      options: [{ value: 'a', name: 'First' }, { value: 'b', name: 'Second' }] },
    json: { kind: 'json', displayName: 'Json' },
    headers: { kind: 'headers', displayName: 'Headers' },
    pem: { kind: 'pem', displayName: 'Pem', section: 'tls' },
    multiline: { kind: 'multiline', displayName: 'Multiline' },
    file: { kind: 'fileContent', displayName: 'File' },
    hidden: { kind: 'hidden', displayName: 'Hidden', plain: true, default: 'h' },
    more: { kind: 'collection', displayName: 'More', fields: { extra: { kind: 'text', displayName: 'Extra' } } },
    rows: { kind: 'fixedCollection', displayName: 'Rows',
      groups: { row: { displayName: 'Row', fields: { cell: { kind: 'text', displayName: 'Cell' } } } } },
  },
}]`;

describe('a form that is drawn from the catalog alone', () => {
  let host: RunningHost;
  let browser: Browser;
  let watched: Watched;
  let page: Page;

  before(async () => {
    const plugin = writePlugin('every-kind', declared);
    [host, browser] = await Promise.all([startHost({ env: { PATCHBAY_PLUGINS: plugin } }), launch()]);
    watched = await open(browser);
    ({ page } = watched);
    page.setDefaultTimeout(15_000);
    await logIn(page.context(), host);
    await page.goto(`${host.url}/connections/new?type=every_kind`);
    await page.getByRole('heading', { name: 'Connect Every kind' }).waitFor();
  });
  after(async () => {
    await browser.close();
    await host.stop();
    host.remove();
  });

  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

  it('has a control for every kind, with help, link and default', async () => {
    await page.getByText('Read this first').waitFor();
    for (const name of ['Text', 'Secret', 'Json', 'Multiline', 'File'])
      assert.equal(await field(name).count(), 1, name);
    assert.equal(await field('Number').inputValue(), '5');
    assert.equal(await field('Port').inputValue(), '5432');
    assert.equal(await page.getByLabel('Options').locator('option:checked').innerText(), 'Second');
    await page.getByText('What it is · Short').waitFor();
    const link = page.getByRole('link', { name: /^Read more/ });
    assert.equal(await link.getAttribute('href'), 'https://example.com/help');
    assert.equal(await page.getByText('Hidden', { exact: true }).count(), 0);
    assert.deepEqual(await violations(page), []);
  });

  it('shows a field when its condition holds, and hides it again', async () => {
    assert.equal(await field('Shown').count(), 0);
    await page.getByRole('switch', { name: 'Boolean' }).check({ force: true });
    await field('Shown').waitFor();
    await page.getByRole('switch', { name: 'Boolean' }).uncheck({ force: true });
    await field('Shown').waitFor({ state: 'detached' });
  });

  it('says at the field what is wrong with it', async () => {
    await field('Name').fill('Everything');
    await field('Text').fill('UPPER');
    await field('Number').fill('12');
    await field('Json').fill('{');
    await button('Save').click();
    await page.getByText(/must be lower case/i).waitFor();
    await page.getByText(/^Json must be JSON/).waitFor();
    assert.equal(await page.evaluate('document.activeElement.dataset.pointer'), '/text');
    await field('Text').fill('lower');
    await field('Number').fill('7');
    await field('Json').fill('{"a": 1}');
  });

  it('saves what was entered in every kind', async () => {
    await field('Secret').fill('canary-kinds-51c7');
    await field('Multiline').fill('one\ntwo');
    await field('File').fill('content');
    await page.getByLabel('Name of a new header').fill('X-Key');
    await button('Add header').click();
    await page.getByLabel('Value of X-Key').fill('canary-header-20ab');
    await button('Add to more').click();
    await page.getByRole('menuitem', { name: 'Extra' }).click();
    await field('Extra').fill('added');
    await button('Add row').click();
    await field('Cell').fill('in a row');
    await button('Save').click();
    await page.getByRole('heading', { name: 'Everything', level: 1 }).waitFor();
    const { items } = await host.api.call('connectionList', { query: { type: 'every_kind' } });
    const { config, secretKeys } = await host.api.call('connectionGet', {
      params: { id: items[0]?.id ?? '' },
    });
    assert.deepEqual(
      [config['text'], config['number'], config['multiline'], config['more'], config['rows']],
      ['lower', 7, 'one\ntwo', { extra: 'added' }, { row: [{ cell: 'in a row' }] }],
    );
    assert.deepEqual([...secretKeys].sort(), ['file', 'headers/X-Key', 'json', 'secret']);
    const answers = (await watched.answers()).join('\n');
    assert.equal(/canary-(kinds|header)/.test(answers), false);
    assert.deepEqual(watched.complaints, []);
  });
});
