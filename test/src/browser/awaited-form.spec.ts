import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PatternCreate } from '@patchbay/contracts';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { openSession, type BrowserSession } from './session.js';

const fields = [
  { name: 'who', label: 'Your name', required: true, placeholder: 'Ann' },
  { name: 'why', label: 'Reason', type: 'textarea' },
  { name: 'age', label: 'Age', type: 'number' },
  { name: 'day', label: 'Day', type: 'date' },
  { name: 'color', label: 'Colour', type: 'dropdown', options: ['red', 'a'.repeat(120)] },
  { name: 'size', label: 'Size', type: 'radio', options: ['S', 'M'] },
  { name: 'sizes', label: 'Sizes', type: 'dropdown', options: ['S', 'M', 'L'], multiple: true },
  { name: 'agreed', label: 'I agree', type: 'checkbox', required: true },
  { name: 'report', label: 'Report', type: 'file' },
];

describe('a person outside who is asked by a form', () => {
  let session: BrowserSession;
  before(async () => {
    session = await openSession();
  });
  after(() => session.end());

  async function begin(): Promise<{ id: string; url: string }> {
    const { api } = session.host;
    const pattern = await api.call('patternCreate', { body: asking });
    const { id } = await api.call('patternRun', { params: { id: pattern.id }, body: { wait: true } });
    const { steps } = await api.call('runGet', { params: { id } });
    const given = steps.find(({ nodeId }) => nodeId === 'u')?.outputs['main']?.[0]?.json['url'];
    return { id, url: String(given) };
  }

  it('reads it in both themes, wide and narrow, and fills it in without script', async () => {
    const { id, url } = await begin();
    for (const width of [1440, 390])
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, complaints, close } = await session.another(
          { viewport: { width, height: 844 }, colorScheme },
          null,
        );
        await page.goto(url);
        await page.getByRole('heading', { name: 'Approval' }).waitFor();
        assert.deepEqual(await violations(page), [], `${colorScheme} at ${width}`);
        assert.equal(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          true,
          `at ${width}`,
        );
        assert.deepEqual(complaints, []);
        await close();
      }
    const without = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false };
    const { page, close } = await session.another(without, null);
    await page.goto(url);
    await page.getByLabel('Your name').fill('   ');
    await page.getByLabel('Reason').fill('\nbecause');
    await page.getByLabel('Colour').selectOption('red');
    await page.getByLabel('M', { exact: true }).check();
    await page.getByLabel('I agree').check();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('Reason').inputValue(), '\nbecause');
    await page.getByLabel('Your name').fill('Ann');
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('Thank you').waitFor();
    const { api } = session.host;
    await becomes(async () => (await api.call('runGet', { params: { id } })).status, 'success');
    await page.goto(url);
    await page.getByText('the form was sent').waitFor();
    await close();
  });
});

const edge = (from: string, to: string) => ({
  from: { node: from, pin: 'main' },
  to: { node: to, pin: 'main' },
});

const asking: PatternCreate = {
  name: 'Asking by a form',
  nodes: [
    { id: 's', name: 'Start', type: 'core.manualTrigger' },
    {
      ...{ id: 'u', name: 'Address', type: 'core.editFields' },
      parameters: { fields: [{ name: 'url', value: '={{ $run.resumeUrl }}' }] },
    },
    {
      ...{ id: 'w', name: 'Wait', type: 'core.wait' },
      parameters: {
        ...{
          resume: 'form',
          formTitle: 'Approval',
          formDescription: 'Two lines\nof words',
          buttonLabel: 'Send it',
        },
        formFields: fields,
      },
    },
  ],
  edges: [edge('s', 'u'), edge('u', 'w')],
};
