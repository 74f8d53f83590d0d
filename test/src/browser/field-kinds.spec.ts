import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { openSession, type BrowserSession } from './session.js';
import { writePlugin } from './write-plugin.js';

const lowerCase = '^[a-z ]+$';
const strict = `pattern: { regex: '${lowerCase}', message: 'must be lower case' }`;
const declared = `[{
  type: 'every_kind', displayName: 'Every kind', description: 'Has every kind of field', category: 'other',
  fields: {
    note: { kind: 'notice', displayName: 'Note', description: 'Read this first' },
    text: { kind: 'text', displayName: 'Text', required: true, description: 'What it is', hint: 'Short',
      documentationUrl: 'https://example.com/help', placeholder: 'for instance', ${strict} },
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
    more: { kind: 'collection', displayName: 'More',
      fields: { extra: { kind: 'text', displayName: 'Extra', ${strict} } } },
    rows: { kind: 'fixedCollection', displayName: 'Rows', required: true,
      groups: { row: { displayName: 'Row', fields: { cell: { kind: 'text', displayName: 'Cell', ${strict} } } } } },
  },
}]`;

describe('a form that is drawn from the catalog alone', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    const plugin = writePlugin('every-kind', declared);
    session = await openSession({ host: { env: { PATCHBAY_PLUGINS: plugin } } });
    ({ host, page } = session);
    await page.goto(`${host.url}/connections/new?type=every_kind`);
    await page.getByRole('heading', { name: 'Connect Every kind' }).waitFor();
  });
  after(() => session.end());

  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const hasFocus = (pointer: string) =>
    becomes(() => page.evaluate('document.activeElement.dataset.pointer'), pointer);

  it('has a control for every kind, with help, link and default', async () => {
    await page.getByText('Read this first').waitFor();
    for (const name of ['Text', 'Secret', 'Json', 'Multiline', 'File'])
      await becomes(() => field(name).count(), 1, name);
    await becomes(() => field('Number').inputValue(), '5');
    await becomes(() => field('Port').inputValue(), '5432');
    await becomes(() => page.getByLabel('Options').locator('option:checked').innerText(), 'Second');
    await page.getByText('What it is · Short').waitFor();
    const link = page.getByRole('link', { name: /^Read more/ });
    await becomes(() => link.getAttribute('href'), 'https://example.com/help');
    await becomes(() => page.getByText('Hidden', { exact: true }).count(), 0);
    assert.deepEqual(await violations(page), []);
  });

  it('shows a field when its condition holds, and hides it again', async () => {
    await becomes(() => field('Shown').count(), 0);
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
    await hasFocus('/text');
    await field('Text').fill('lower');
    await field('Number').fill('7');
    await field('Json').fill('{"a": 1}');
    await button('Save').click();
    await page.getByText('Rows is required').waitFor();
    await hasFocus('/rows');
  });

  it('has the focus on what is next when a row is removed, and then on what adds one', async () => {
    await button('Add row').click();
    await button('Add row').click();
    await field('Cell').nth(1).fill('second');
    await button('Remove row 1').click();
    await becomes(() => page.evaluate('document.activeElement.value'), 'second');
    await hasFocus('/rows/row/0/cell');
    await button('Remove row 1').click();
    await becomes(() => page.evaluate('document.activeElement.textContent'), 'Add row');
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
    await button('Add row').click();
    await field('Cell').nth(1).fill('second');
    await button('Add row').click();
    await field('Cell').nth(2).fill('third');
    await button('Move row 3 up').click();
    await becomes(() => field('Cell').nth(1).inputValue(), 'third');
    await page.keyboard.press('Alt+ArrowUp');
    await becomes(() => field('Cell').nth(0).inputValue(), 'third');
    await button('Remove row 3').click();
    await button('Save').click();
    await page.getByRole('heading', { name: 'Everything', level: 1 }).waitFor();
    const { items } = await host.api.call('connectionList', { query: { type: 'every_kind' } });
    const { config, secretKeys } = await host.api.call('connectionGet', {
      params: { id: items[0]?.id ?? '' },
    });
    assert.deepEqual(
      [config['text'], config['number'], config['multiline'], config['more'], config['rows']],
      ['lower', 7, 'one\ntwo', { extra: 'added' }, { row: [{ cell: 'third' }, { cell: 'in a row' }] }],
    );
    assert.deepEqual([...secretKeys].sort(), ['file', 'headers/X-Key', 'json', 'secret']);
    const answers = (await session.answers()).join('\n');
    assert.equal(/canary-(kinds|header)/.test(answers), false);
    assert.deepEqual(session.complaints, []);
  });

  it('shows what only the server finds at the field where it is, also in a group and in a row', async () => {
    // As a page that was loaded before the plugin became stricter.
    await page.route('**/api/connectors/catalog', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll(lowerCase, '.*') });
    });
    await page.goto(`${host.url}/connections/new?type=every_kind`);
    await field('Name').fill('Stricter');
    await field('Text').fill('right');
    await button('Add to more').click();
    await page.getByRole('menuitem', { name: 'Extra' }).click();
    await field('Extra').fill('WRONG');
    for (const cell of ['right', 'WRONG']) {
      await button('Add row').click();
      await field('Cell').last().fill(cell);
    }
    await button('Save').click();
    const inRow = page.getByRole('group', { name: 'row 2', exact: true });
    await inRow.getByText('Cell must be lower case').waitFor();
    await page.getByText('Extra must be lower case').waitFor();
    await hasFocus('/more/extra');
    assert.deepEqual(await violations(page), []);
    await field('Extra').fill('right');
    await page.getByText('Extra must be lower case').waitFor({ state: 'detached' });
    await button('Save').click();
    await hasFocus('/rows/row/1/cell');
    await field('Cell').last().fill('right');
    await button('Save').click();
    await page.getByRole('heading', { name: 'Stricter', level: 1 }).waitFor();
    assert.deepEqual(session.complaints, []);
  });
});
