import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { openSession, type BrowserSession } from './session.js';

const node = (id: string, name: string, type: string, x: number) => {
  return { id, name, type, parameters: {}, position: { x, y: 0 } };
};
const main = (from: string, to: string) => ({
  from: { node: from, pin: 'main' },
  to: { node: to, pin: 'main' },
});
const secret = 'canary-inline-71c2e9';

describe('a person who sets up nodes', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let patternId: string;

  before(async () => {
    session = await openSession();
    ({ host, page } = session);
    const { id } = await host.api.call('patternCreate', {
      body: {
        name: 'Nodes',
        nodes: [
          node('s', 'Start', 'core.manualTrigger', 0),
          node('e', 'Edit', 'core.editFields', 260),
          node('f', 'Big ones', 'core.filter', 520),
          node('w', 'Switch', 'core.switch', 780),
        ],
        edges: [main('s', 'e'), main('e', 'f'), main('f', 'w')],
      },
    });
    patternId = id;
    await page.goto(`${host.url}/patterns/${patternId}`);
    await page.locator('.react-flow__node').first().waitFor();
  });
  after(() => session.end());

  const inspector = () => page.getByRole('complementary');
  const button = (name: string) => inspector().getByRole('button', { name, exact: true });
  const row = (name: string) => inspector().getByRole('group', { name, exact: true });
  const openNode = async (name: string) => {
    await page.locator('.react-flow__node', { hasText: name }).first().dblclick();
    await inspector().getByRole('textbox', { name: 'Name of the node' }).waitFor();
  };
  const chooseEnvironment = async (from: string, to: string) => {
    await page.getByRole('button', { name: `Environment: ${from}` }).click();
    await page.getByRole('menuitem', { name: to }).click();
  };
  const close = () => button('Close the node').click();
  const save = async () => {
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Saved', exact: true }).waitFor();
    return (await host.api.call('patternGet', { params: { id: patternId } })).nodes;
  };

  it('adds fields as rows, moves them by keyboard, and computes one', async () => {
    await openNode('Edit');
    await button('Add field').click();
    await row('field 1').getByRole('textbox', { name: 'Name' }).fill('country');
    await row('field 1').getByRole('textbox', { name: 'Value', exact: true }).fill('PT');
    await button('Add field').click();
    await row('field 2').getByRole('textbox', { name: 'Name' }).fill('total');
    await row('field 2').getByRole('button', { name: 'Compute Value with an expression' }).click();
    await row('field 2').getByRole('textbox', { name: 'Value, expression' }).fill('{{ 40 + 2 }}');
    await row('field 2').getByText('42', { exact: true }).waitFor();
    await row('field 2').getByRole('textbox', { name: 'Value, expression' }).fill('{{ $run.environment }}');
    await row('field 2').getByText('development', { exact: true }).waitFor();
    await chooseEnvironment('development', 'production');
    await row('field 2').getByText('production', { exact: true }).waitFor();
    await chooseEnvironment('production', 'development');
    await row('field 2').getByRole('textbox', { name: 'Value, expression' }).fill('{{ 40 + 2 }}');
    await row('field 2').getByRole('textbox', { name: 'Name' }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await becomes(() => row('field 1').getByRole('textbox', { name: 'Name' }).inputValue(), 'total');
    await button('Add field').click();
    await button('Remove field 3').click();
    assert.deepEqual(await violations(page), []);
    await close();
    const edit = (await save()).find(({ id }) => id === 'e');
    assert.deepEqual(edit?.parameters?.['fields'], [
      { value: '={{ 40 + 2 }}', name: 'total' },
      { name: 'country', value: 'PT' },
    ]);
  });

  it('makes conditions and rules as rows, and the run follows them', async () => {
    await openNode('Big ones');
    await button('Add condition').click();
    await row('condition 1').getByRole('button', { name: 'Compute Value with an expression' }).click();
    await row('condition 1').getByRole('textbox', { name: 'Value, expression' }).fill('{{ $json.total }}');
    await row('condition 1').getByLabel('Operator', { exact: true }).selectOption('is greater than');
    await row('condition 1').getByRole('textbox', { name: 'Compared with' }).fill('41');
    await close();
    await openNode('Switch');
    await button('Add output').click();
    await row('output 1').getByLabel('Operator', { exact: true }).selectOption('exists');
    await row('condition 1').getByRole('textbox', { name: 'Value', exact: true }).fill('x');
    const pins = page.locator('.react-flow__node', { hasText: 'Switch' }).locator('.source');
    await becomes(() => pins.count(), 1, 'one rule leads to one output');
    await row('output 1').getByRole('textbox', { name: 'Name of the output' }).fill('Größer 💶');
    await inspector().getByLabel('When no rule holds', { exact: true }).selectOption('Fallback output');
    await becomes(() => pins.locator('.pin-name').allTextContents(), ['Größer 💶', 'Fallback']);
    await inspector().getByRole('textbox', { name: 'Name of the fallback output' }).fill('Rest');
    await becomes(() => pins.locator('.pin-name').allTextContents(), ['Größer 💶', 'Rest']);
    await inspector().getByLabel('Mode', { exact: true }).selectOption('Expression');
    await inspector().getByRole('textbox', { name: 'Number of outputs' }).fill('3');
    const numbered = ['Output 0', 'Output 1', 'Output 2'];
    await becomes(() => pins.locator('.pin-name').allTextContents(), numbered);
    await inspector().getByLabel('Mode', { exact: true }).selectOption('Rules');
    await becomes(() => pins.locator('.pin-name').allTextContents(), ['Größer 💶', 'Rest']);
    await close();
    await save();
    const run = await host.api.call('patternRun', { params: { id: patternId }, body: { wait: true } });
    assert.equal(run.status, 'success');
    const last = run.steps.find(({ nodeId }) => nodeId === 'w');
    assert.equal(last?.itemCounts.out['output0'], 1);
  });

  it('goes on typing where `=` turned an input into an editor, and back', async () => {
    await openNode('Edit');
    const value = row('field 2').getByRole('textbox', { name: 'Value', exact: true });
    await value.fill('');
    await value.press('=');
    const editor = row('field 2').getByRole('textbox', { name: 'Value, expression' });
    await editor.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('1');
    await becomes(() => editor.textContent(), '1');
    await row('field 2').getByRole('button', { name: 'Use a fixed value for Value' }).press('Enter');
    await value.and(page.locator(':focus')).waitFor();
    await close();
  });

  it('is offered what an expression can name, and takes it by keyboard or by mouse', async () => {
    await host.api.call('secretCreate', { body: { name: 'CARRIER_TOKEN', description: 'For labels' } });
    await page.reload();
    await openNode('Big ones');
    const editor = row('condition 1').getByRole('textbox', { name: 'Value, expression' });
    const options = page.getByRole('listbox').getByRole('option');
    const offered = async (typed: string, expected: readonly string[]) => {
      await editor.fill('');
      await editor.pressSequentially(`{{ ${typed}`);
      const first = async () => {
        const words = await options.locator('.cm-completionLabel').allTextContents();
        return expected.filter((each) => words.includes(each));
      };
      await becomes(first, expected, typed);
    };
    await offered('$', ['$json', '$input', '$("Start")', '$("Edit")', '$now']);
    await offered('$r', ['$run']);
    await offered('$', ['$json', '$input']);
    assert.equal(
      await options.filter({ hasText: 'Switch' }).count(),
      0,
      'what comes after it is not offered',
    );
    assert.deepEqual(await violations(page), []);
    await offered("$('", ['Start', 'Edit']);
    await page.keyboard.press('Escape');
    await options.first().waitFor({ state: 'detached' });
    await inspector().waitFor();
    await offered("$('Edit').item.json.", ['total', 'country']);
    await offered('$("Edit").first().json.country.', ['length', 'toUpperCase()']);
    await offered('$secrets.', ['CARRIER_TOKEN']);
    await offered('$now.', ['toISODate()']);
    await offered('$json.', ['total', 'country']);
    await page.keyboard.type('cou');
    await becomes(() => options.count(), 1);
    await page.keyboard.press('Enter');
    await page.keyboard.type('.to');
    await options.first().click();
    await becomes(() => editor.textContent(), '{{ $json.country.toUpperCase()}}');
    await row('condition 1').locator('.preview').getByText('PT', { exact: true }).waitFor();
    await editor.fill('{{ $json.total }}');
    await close();
  });

  it('makes a connection in a drawer, and it goes into the slot', async () => {
    await page.locator('.react-flow__node', { hasText: 'Start' }).first().click();
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: 'Search nodes' }).fill('database reader');
    await page.keyboard.press('Enter');
    await button('Create a connection').click();
    const drawer = page.getByRole('dialog', { name: /connect/i });
    await drawer.getByRole('button', { name: /^SQLite/ }).click();
    await drawer.getByRole('textbox', { name: 'Name', exact: true }).fill('Shop copy');
    await drawer.getByRole('textbox', { name: /File/ }).first().fill('shop.db');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Stay' }).click();
    await question.waitFor({ state: 'detached' });
    await becomes(() => drawer.getByRole('textbox', { name: 'Name', exact: true }).inputValue(), 'Shop copy');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await drawer.waitFor({ state: 'detached' });
    await inspector().getByRole('link', { name: 'Open Shop copy' }).waitFor();
  });

  it('types credentials into the node, which are sealed and never come back', async () => {
    await inspector().getByText('Typed in here', { exact: true }).click();
    await inspector()
      .getByLabel(/^Connector/)
      .selectOption('PostgreSQL');
    await inspector().getByRole('textbox', { name: /^Host/ }).fill('db.example.com');
    await inspector()
      .getByRole('textbox', { name: /^Database/ })
      .fill('shop');
    await inspector().getByRole('textbox', { name: 'User name' }).fill('readonly');
    await inspector()
      .getByRole('textbox', { name: /^Password/ })
      .fill(secret);
    await inspector().getByRole('textbox', { name: 'Table', exact: true }).fill('orders');
    await close();
    const nodes = await save();
    assert.equal(JSON.stringify(nodes).includes(secret), false);
    assert.equal(Object.values(nodes.at(-1)?.inline ?? {})[0]?.type, 'postgresql');
    await page.reload();
    await openNode('Database Reader');
    await inspector().getByText('••••••••').waitFor();
    await becomes(() => inspector().getByRole('textbox', { name: /^Host/ }).inputValue(), 'db.example.com');
    assert.equal((await page.content()).includes(secret), false);
    await inspector().getByRole('textbox', { name: 'Table', exact: true }).fill('customers');
    await close();
    assert.equal(JSON.stringify((await save()).at(-1)?.inline).includes('••••••••'), true);
    assert.deepEqual(session.complaints, []);
  });
});
