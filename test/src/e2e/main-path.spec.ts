import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeHome, type RunningHost, startHost } from '../support/host-process.js';
import { patchbay } from '../support/patchbay.js';

/** What a new user does first, with the real processes. */
describe('the main path', () => {
  let host: RunningHost;
  before(async () => {
    host = await startHost();
  });
  after(async () => {
    await host.stop();
    host.remove();
  });

  it('comes with a sample connection that passes its test', async () => {
    const { items } = await host.api.call('connectionList');
    assert.deepEqual(
      items.map(({ name, type, patternCount }) => ({ name, type, patternCount })),
      [{ name: 'Sample shop', type: 'sqlite', patternCount: 1 }],
    );
    const result = await host.api.call('connectionTest', { params: { id: items[0]?.id ?? '' } });
    assert.deepEqual({ ok: result.ok, outcome: result.outcome }, { ok: true, outcome: 'ok' });
  });

  it('runs Welcome from reading to writing', async () => {
    const { items } = await host.api.call('patternList');
    const run = await host.api.call('patternRun', {
      params: { id: items[0]?.id ?? '' },
      body: { wait: true },
    });
    assert.equal(run.status, 'success', JSON.stringify(run.error));
    assert.deepEqual(
      run.steps.map(({ name, status }) => [name, status]),
      [
        ['Start', 'success'],
        ['Read orders', 'success'],
        ['Keep paid orders', 'success'],
        ['Sum by country', 'success'],
        ['Name the columns', 'success'],
        ['Write summary', 'success'],
      ],
    );
    const counts = run.steps.map(({ itemCounts }) => itemCounts.out.main);
    assert.equal(counts[1], 3000);
    assert.ok((counts[2] ?? 0) > 1500 && (counts[2] ?? 0) < 2500, String(counts[2]));
    assert.equal(counts[3], 10);
    assert.deepEqual((await host.api.call('runGet', { params: { id: run.id } })).steps, run.steps);
  });

  it('gives the written rows to the next run that reads them', async () => {
    const [connection] = (await host.api.call('connectionList')).items;
    const pattern = await host.api.call('patternCreate', {
      body: {
        name: 'Read the summary',
        nodes: [
          { id: 's', name: 'Start', type: 'core.manualTrigger' },
          {
            id: 'q',
            name: 'Query',
            type: 'core.sqlQuery',
            parameters: { query: '=SELECT * FROM sales_by_country WHERE country = {{ $json.country }}' },
            connections: { database: connection?.id ?? '' },
          },
        ],
        edges: [{ from: { node: 's', pin: 'main' }, to: { node: 'q', pin: 'main' } }],
      },
    });
    const run = await host.api.call('patternRun', {
      params: { id: pattern.id },
      body: { wait: true, input: [{ country: 'Japan' }, { country: "x' OR '1'='1" }] },
    });
    assert.equal(run.status, 'success', JSON.stringify(run.error));
    const rows = run.steps[1]?.outputs.main?.map(({ json }) => json.country);
    assert.deepEqual(rows, ['Japan'], 'text that looks like SQL is a value');
  });

  it('runs Welcome from the command line without a login', async () => {
    const { code, output } = await patchbay(host, ['run', 'welcome']);
    assert.equal(code, 0, output);
    assert.match(output, /✓ Write summary/);
    assert.match(output, /Japan/);
  });

  it('finds nothing wrong with itself', async () => {
    const { code, output } = await patchbay(host, ['doctor']);
    assert.equal(code, 0, output);
  });

  it('lists and tests connections from the command line', async () => {
    const listed = await patchbay(host, ['connections', 'list']);
    assert.match(listed.output, /Sample shop\s+SQLite/);
    const tested = await patchbay(host, ['connections', 'test', 'sample shop']);
    assert.equal(tested.code, 0, tested.output);
    assert.equal((await patchbay(host, ['connections', 'test', 'none'])).code, 2);
  });
});

describe('the command line beside a host that has only just begun to start', () => {
  it('waits until the sample is there, and runs it', async () => {
    const home = makeHome();
    const port = await freePort();
    const host = startHost({ home, login: false, env: { PATCHBAY_PORT: `${port}` } });
    try {
      const url = `http://127.0.0.1:${port}`;
      await becomesLive(url);
      const { code, output } = await patchbay({ home, url, dataDirectory: join(home, 'data') }, [
        'run',
        'welcome',
      ]);
      assert.equal(code, 0, output);
      assert.match(output, /still starting[\s\S]*✓ Write summary/);
    } finally {
      const running = await host;
      await running.stop();
      running.remove();
    }
  });
});

async function becomesLive(url: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    const answer = await fetch(`${url}/api/health/live`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(5);
  }
  assert.fail('The host did not become live');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
