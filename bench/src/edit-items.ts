import { startHost } from '@patchbay/test';
import { report, type Measured } from './report.js';

/** 10,000 items through Edit Fields with four expressions, against the same four in a plain loop of JavaScript. */
const count = 10_000;
const rounds = 9;

interface Item {
  id: number;
  name: string;
  price: number;
  quantity: number;
}
const items: Item[] = Array.from({ length: count }, (_, id) => ({
  id,
  name: `Customer ${id}`,
  price: id * 1.5,
  quantity: id % 7,
}));

const host = await startHost();
try {
  const pattern = await host.api.call('patternCreate', {
    body: {
      name: 'Bench items',
      nodes: [
        {
          id: 'hook',
          name: 'Hook',
          type: 'core.webhookTrigger',
          parameters: { path: 'items', method: 'POST', respond: 'whenDone' },
        },
        { id: 'split', name: 'Split', type: 'core.splitOut', parameters: { fieldToSplitOut: 'body.items' } },
        {
          id: 'edit',
          name: 'Edit',
          type: 'core.editFields',
          parameters: {
            fields: [
              { name: 'total', value: '={{ $json.price * $json.quantity }}' },
              { name: 'label', value: '={{ $json.name.toUpperCase() }}' },
              { name: 'many', value: '={{ $json.quantity > 3 ? "many" : "few" }}' },
              { name: 'number', value: '={{ "No " + ($json.id + 1) }}' },
            ],
          },
        },
      ],
      edges: [
        { from: { node: 'hook', pin: 'main' }, to: { node: 'split', pin: 'main' } },
        { from: { node: 'split', pin: 'main' }, to: { node: 'edit', pin: 'main' } },
      ],
    },
  });
  await host.api.call('patternPatch', { params: { id: pattern.id }, body: { active: true } });
  const whole = () => timed(() => send(`${host.url}/hooks/development/items`));
  const step = async () => {
    await whole();
    const { items: runs } = await host.api.call('runList', { query: { patternId: pattern.id, limit: 1 } });
    const run = await host.api.call('runGet', { params: { id: runs[0]?.id ?? '' } });
    const edit = run.steps.find(({ nodeId }) => nodeId === 'edit');
    if (edit?.itemCounts.out.main !== count || edit.durationMs === null) throw new Error('The run failed');
    return edit.durationMs;
  };
  report(`${count} items through Edit Fields with four expressions: the step alone`, [
    await median('plain loop', () => Promise.resolve(plainLoop())),
    await median('Patchbay', step),
  ]);
  report(`${count} items, the whole run: sent, executed, recorded, answered`, [
    await median('plain loop', () => Promise.resolve(plainLoop())),
    await median('Patchbay', whole),
  ]);
} finally {
  await host.stop();
  host.remove();
}

function plainLoop(): number {
  const start = performance.now();
  const edited = items.map((item) => ({
    ...item,
    total: item.price * item.quantity,
    label: item.name.toUpperCase(),
    many: item.quantity > 3 ? 'many' : 'few',
    number: `No ${item.id + 1}`,
  }));
  if (edited.length !== count) throw new Error('The loop failed');
  return performance.now() - start;
}

async function send(url: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ items }) });
  const edited = (await answer.json()) as unknown[];
  if (edited.length !== count) throw new Error(`The run failed: ${answer.status}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Of several rounds, after one to warm up. */
async function median(name: string, round: () => Promise<number>): Promise<Measured> {
  const times: number[] = [];
  for (let n = 0; n <= rounds; n++) times.push(await round());
  const sorted = times.slice(1).sort((a, b) => a - b);
  const p50Ms = sorted[Math.floor(rounds / 2)] ?? 0;
  return { name, perSecond: 1000 / p50Ms, p50Ms, p99Ms: sorted.at(-1) ?? 0 };
}
