import type { PatternCreate, PatternNode } from '@patchbay/contracts';
import { type RunningHost, startHost } from '@patchbay/test';
import { load } from './load/load.js';
import { report } from './report.js';
import { type ServerProcess, startServer } from './server-process.js';

/** `shared` measures what the relay costs that the connections of runners go by. */
const network = process.env.BENCH_RUNNER_NETWORK ?? 'auto';
const milliseconds = Number(process.env.BENCH_MILLISECONDS ?? 4000);
/** The first thousands of answers are interpreted, and take several times as long as all that come later. */
const warmUpMilliseconds = Number(process.env.BENCH_WARM_UP_MILLISECONDS ?? 10_000);

/** Measures a webhook pattern, whose runs are recorded on disk, against a bare Node server doing the same by hand. */
export async function benchHook(
  path: string,
  title: string,
  middle: (host: RunningHost) => Promise<PatternNode>,
  bareSettings: Record<string, string> = {},
): Promise<void> {
  const bare = await startServer('bare-server.js', bareSettings);
  try {
    const host = await startHost({ env: { PATCHBAY_RUNNER_NETWORK: network } });
    try {
      await compare(path, title, await middle(host), { bare, host });
    } finally {
      await host.stop();
      host.remove();
    }
  } finally {
    bare.stop();
  }
}

async function compare(
  path: string,
  title: string,
  middle: PatternNode,
  { bare, host }: { bare: ServerProcess; host: RunningHost },
): Promise<void> {
  const pattern = await host.api.call('patternCreate', { body: hookPattern(path, middle) });
  await host.api.call('patternPatch', { params: { id: pattern.id }, body: { active: true } });
  const body = JSON.stringify({ name: 'Ada', number: 41 });
  const common = { milliseconds, body, expect: 'Hello Ada' };
  const bareLoad = { ...common, url: `http://127.0.0.1:${bare.port}/${path}`, pid: bare.pid };
  const ownLoad = { ...common, url: `${host.url}/hooks/development/${path}`, pid: host.pid };
  for (const each of [bareLoad, ownLoad])
    await load('warming up', { ...each, atOnce: 16, milliseconds: warmUpMilliseconds });
  for (const atOnce of [1, 16, 64]) {
    report(`${title}, ${atOnce} at once`, [
      await load('bare Node server', { ...bareLoad, atOnce }),
      await load('Patchbay', { ...ownLoad, atOnce }),
    ]);
  }
}

function hookPattern(path: string, middle: PatternNode): PatternCreate {
  const trigger = {
    id: 'hook',
    name: 'Hook',
    type: 'core.webhookTrigger',
    parameters: { path, method: 'POST', respond: 'whenDone' },
  };
  return {
    name: `Bench ${path}`,
    nodes: [trigger, middle],
    edges: [{ from: { node: 'hook', pin: 'main' }, to: { node: middle.id, pin: 'main' } }],
  };
}
