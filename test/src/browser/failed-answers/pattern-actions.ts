import type { Action, Bench } from './action.js';

const hook = { path: 'failing', method: 'POST', respond: 'immediately' };
const at = (id: string, name: string, type: string, x: number, parameters: object = {}) => {
  return { id, name, type, parameters, position: { x, y: 0 } };
};

async function make({ host }: Bench, name: string, wait = false): Promise<string> {
  const second = wait
    ? at('w', 'Pause', 'core.wait', 300, { amount: 60, unit: 'seconds' })
    : at('w', 'Change', 'core.editFields', 300);
  const nodes = [
    at('s', 'Start', 'core.webhookTrigger', 0, { ...hook, path: name.replaceAll(' ', '-') }),
    second,
  ];
  const edges = [{ from: { node: 's', pin: 'main' }, to: { node: 'w', pin: 'main' } }];
  return (await host.api.call('patternCreate', { body: { name, nodes, edges } as never })).id;
}

const open = async (bench: Bench, name: string, wait = false): Promise<string> => {
  const id = await make(bench, name, wait);
  await bench.go(`/patterns/${id}`);
  await bench.page.locator('.react-flow__node').nth(1).waitFor();
  return id;
};

const draw = async ({ page, button }: Bench): Promise<void> => {
  await page.locator('.react-flow__node').first().focus();
  await page.keyboard.press('Control+a');
  await page.locator('.react-flow__node.selected').nth(1).waitFor();
  await page.keyboard.press('Control+d');
  await page.locator('.react-flow__node').nth(3).waitFor();
  await button('Save').and(page.locator(':enabled')).waitFor();
};

const palette = async ({ page }: Bench, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to or do' }).fill(words);
  await page.getByRole('option', { name: words }).first().waitFor();
};

const going = async (bench: Bench, name: string): Promise<string> => {
  const id = await make(bench, name, true);
  return (await bench.host.api.call('patternRun', { params: { id }, body: {} })).id;
};

export const patternActions: readonly Action[] = [
  {
    name: 'makes a pattern',
    of: ['patterns/new-pattern-button.tsx#create'],
    route: 'patternCreate',
    begin: ({ go }) => go('/patterns'),
    act: ({ button }) => button('New pattern').click(),
  },
  {
    name: 'makes a pattern by the palette',
    of: ['palette/command-palette.tsx#preparing'],
    route: 'patternCreate',
    begin: async (bench) => {
      await bench.go('/secrets');
      await palette(bench, 'New pattern');
    },
    act: ({ page }) => page.keyboard.press('Enter'),
  },
  {
    name: 'renames a pattern',
    of: ['editor/pattern-menu.tsx#save'],
    route: 'patternPatch',
    begin: async (bench) => {
      await open(bench, 'Called');
      await bench.menu('this pattern', 'Rename');
      await bench.field('Name').fill('Called otherwise');
      await bench.field('Description').fill('What it is for');
    },
    act: ({ button }) => button('Rename').click(),
  },
  {
    name: 'deletes a pattern',
    of: ['editor/pattern-menu.tsx#remove'],
    route: 'patternDelete',
    begin: async (bench) => {
      await open(bench, 'Unwanted');
      await bench.menu('this pattern', 'Delete');
    },
    act: ({ button }) => button('Delete').click(),
  },
  {
    name: 'puts a pattern live',
    of: ['editor/use-active.ts#set'],
    route: 'patternPatch',
    begin: async (bench) => void (await open(bench, 'Live')),
    act: async ({ page }) => {
      await page.getByRole('switch', { name: 'Live' }).focus();
      await page.keyboard.press('Space');
    },
  },
  {
    name: 'saves a pattern',
    everyKind: true,
    of: ['editor/use-draft.ts#save'],
    route: 'patternPatch',
    begin: async (bench) => {
      await open(bench, 'Drawn');
      await draw(bench);
    },
    act: ({ button }) => button('Save').click(),
  },
  {
    name: 'loads what somebody else saved',
    of: ['editor/use-draft.ts#load'],
    route: 'patternGet',
    begin: async (bench) => {
      const id = await open(bench, 'Of two');
      await draw(bench);
      await bench.host.api.call('patternPatch', { params: { id }, body: { description: 'theirs' } });
      await bench.button('Save').click();
      await bench.page.getByText('Somebody else saved this pattern meanwhile').waitFor();
    },
    act: ({ button }) => button('Load what they saved').click(),
  },
  {
    name: 'starts a run',
    of: ['editor/use-live-run.ts#start'],
    route: 'patternRun',
    begin: async (bench) => void (await open(bench, 'Started')),
    act: ({ button }) => button('Run').click(),
  },
  {
    name: 'cancels a run on the canvas',
    of: ['editor/use-live-run.ts#cancel'],
    route: 'runCancel',
    begin: async (bench) => {
      await open(bench, 'Paused', true);
      await bench.button('Run').click();
      await bench.page.locator('.react-flow__node', { hasText: 'Pause' }).getByText('Running').waitFor();
    },
    act: ({ button }) => button('Cancel').click(),
  },
  {
    name: 'cancels a run on its page',
    of: ['runs/run-actions.tsx#cancel'],
    route: 'runCancel',
    begin: async (bench) => bench.go(`/runs/${await going(bench, 'Long')}`),
    act: ({ button }) => button('Cancel').click(),
  },
  {
    name: 'runs again',
    of: ['runs/run-actions.tsx#again'],
    route: 'patternRun',
    begin: async (bench) => {
      const { api } = bench.host;
      const id = await make(bench, 'Again');
      const run = await api.call('patternRun', { params: { id }, body: { wait: true } });
      await bench.go(`/runs/${run.id}`);
    },
    act: ({ button }) => button('Run again').click(),
  },
  {
    name: 'runs the Welcome pattern',
    of: ['runs/use-run-pattern.ts#'],
    route: 'patternRun',
    begin: ({ go }) => go('/'),
    act: ({ button }) => button('Run Welcome').click(),
  },
];
