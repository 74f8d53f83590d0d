import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defineNode, type AnyConnector, type AnyNode } from '@patchbay/plugin-sdk';
import { echoConnector, sendNode, SpecBroker, type Journal, type Stored } from '../spec/connector.js';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';
import type { RuntimeOptions } from '../types.js';

const secret = 'hunter2-correct-horse';
const config = { host: 'echo.example', port: 9, password: secret };
const send = (parameters = {}, settings = {}) =>
  graph([node('send', 'send', parameters, { connections: { channel: 'c1' }, settings })], ['start>send']);

function setUp(
  options: {
    stored?: Record<string, Stored>;
    connector?: (journal: Journal) => AnyConnector;
    nodes?: AnyNode[];
    runtime?: Partial<RuntimeOptions>;
  } = {},
) {
  const journal: Journal = { opened: [], closed: 0 };
  const broker = new SpecBroker(options.stored ?? { c1: { version: 1, config } });
  const connector = options.connector?.(journal) ?? echoConnector(journal);
  const runtime = runtimeOf({
    broker,
    catalog: catalogOf([sendNode, ...(options.nodes ?? [])], [connector]),
    ...options.runtime,
  });
  return { journal, broker, runtime };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('leases', () => {
  it('leases per execution, opens once per version, and says which version is open', async () => {
    const { journal, broker, runtime } = setUp();
    for (let n = 0; n < 3; n++) assert.equal((await run(runtime, send())).result.status, 'success');
    assert.deepEqual(
      broker.requests.map(({ nodeId, slot, connectionId, openVersion }) => [
        nodeId,
        slot,
        connectionId,
        openVersion,
      ]),
      [
        ['send', 'channel', 'c1', undefined],
        ['send', 'channel', 'c1', 1],
        ['send', 'channel', 'c1', 1],
      ],
    );
    assert.deepEqual(journal.opened, [
      { host: 'echo.example', password: secret, pool: { poolSize: 2, maxOverflow: 3, poolRecycle: 60 } },
    ]);
    assert.equal(broker.active, 0);
  });

  it('opens one client for many steps at once', async () => {
    const { journal, broker, runtime } = setUp({
      connector: (each) =>
        echoConnector(each, { open: () => new Promise((resolve) => setTimeout(resolve, 30)) }),
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => run(runtime, send())));
    assert.ok(outcomes.every(({ result }) => result.status === 'success'));
    assert.equal(journal.opened.length, 1);
    assert.equal(broker.active, 0);
  });

  it('releases the lease and tries to open again after a failure to open', async () => {
    let tries = 0;
    const open = () =>
      ++tries === 1
        ? Promise.reject(Object.assign(new Error(`connect ${secret}`), { code: 'ECONNREFUSED' }))
        : Promise.resolve();
    const { journal, broker, runtime } = setUp({ connector: (each) => echoConnector(each, { open }) });
    const failed = await run(runtime, send());
    assert.deepEqual([failed.result.error?.code, broker.active], ['connect-unreachable', 0]);
    assert.equal((await run(runtime, send())).result.status, 'success');
    assert.equal(journal.opened.length, 1);
  });

  it('closes the old version when a newer one is leased and nobody uses the old one any more', async () => {
    const stored = { c1: { version: 1, config } };
    let letGo = () => {};
    const hold = defineNode({
      ...sendNode,
      type: 'hold',
      execute: async (context) => {
        const client = context.connections.channel.client as { host: string };
        await new Promise<void>((resolve) => (letGo = resolve));
        return [{ json: { host: client.host } }];
      },
    });
    const { journal, runtime } = setUp({ stored, nodes: [hold] });
    const old = run(runtime, graph([node('x', 'hold', {}, { connections: { channel: 'c1' } })], ['start>x']));
    await settled();
    stored.c1 = { version: 2, config: { ...config, host: 'new.example' } };
    assert.equal((await run(runtime, send())).result.status, 'success');
    assert.deepEqual(
      [journal.opened.map(({ host }) => host), journal.closed],
      [['echo.example', 'new.example'], 0],
    );
    letGo();
    assert.deepEqual((await old).json('x'), [{ host: 'echo.example' }]);
    await settled();
    assert.equal(journal.closed, 1);
  });

  it('closes clients when the connection changed, when idle, and at the end', async () => {
    const changed = setUp();
    await run(changed.runtime, send());
    changed.runtime.connectionChanged('c1', 1);
    await settled();
    assert.equal(changed.journal.closed, 0);
    changed.runtime.connectionChanged('c1', 2);
    await settled();
    assert.equal(changed.journal.closed, 1);
    await run(changed.runtime, send());
    assert.equal(changed.journal.opened.length, 2);

    const idle = setUp({ runtime: { idleMs: 50 } });
    await run(idle.runtime, send());
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(idle.journal.closed, 1);

    const closed = setUp();
    await run(closed.runtime, send());
    await closed.runtime.close(0);
    assert.equal(closed.journal.closed, 1);
  });

  it('asks for the credentials again when its client was closed while the broker was thinking', async () => {
    const { journal, broker, runtime } = setUp();
    await run(runtime, send());
    const lease = broker.lease.bind(broker);
    broker.lease = async (request) => {
      if (request.openVersion !== undefined) runtime.connectionChanged('c1');
      return lease(request);
    };
    assert.equal((await run(runtime, send())).result.status, 'success');
    assert.deepEqual([journal.opened.length, broker.active], [2, 0]);
  });

  it('does not start without a required connection, with a foreign one, or with one of another kind', async () => {
    const { runtime } = setUp({
      stored: { c1: { version: 1, config, connectorType: 'mute' } },
      connector: (each) => ({ ...echoConnector(each), type: 'mute', aliases: [], capabilities: {} }),
    });
    const codeOf = async (connections: Record<string, string>) =>
      (await run(runtime, graph([node('send', 'send', {}, { connections })], ['start>send']))).result.error
        ?.code;
    assert.equal(await codeOf({}), 'connection-missing');
    assert.equal(await codeOf({ channel: 'foreign' }), 'lease-denied');
    assert.equal(await codeOf({ other: 'c1' }), 'connection-missing');
    assert.equal(await codeOf({ channel: 'c1' }), 'connection-type-mismatch');
  });

  it('takes a connection id literally, never as an expression', async () => {
    const { broker, runtime } = setUp();
    await run(
      runtime,
      graph([node('send', 'send', {}, { connections: { channel: '={{ "c1" }}' } })], ['start>send']),
    );
    assert.equal(broker.requests.at(-1)?.connectionId, '={{ "c1" }}');
  });

  it('does not try again what the broker refused', async () => {
    const { broker, runtime } = setUp({ stored: {} });
    const { steps } = await run(runtime, send({}, { retries: 3, retryDelayMs: 1 }));
    assert.deepEqual([broker.requests.length, steps.at(-1)?.attempts], [1, 1]);
  });

  it('gives a node the client, and the credentials to nobody', async () => {
    let seen: unknown;
    const look = defineNode({
      ...sendNode,
      type: 'look',
      execute: (context) => {
        seen = Object.keys(context).sort().join();
        assert.deepEqual(Object.keys(context.connections.channel).sort(), [
          'capabilities',
          'client',
          'connectorType',
        ]);
        return [{ json: {} }];
      },
    });
    const { runtime } = setUp({ nodes: [look] });
    const { result } = await run(
      runtime,
      graph([node('x', 'look', {}, { connections: { channel: 'c1' } })], ['start>x']),
    );
    assert.equal(result.error, undefined);
    assert.equal(
      seen,
      'allParameters,callPattern,connections,egress,files,input,items,log,memory,nodeName,parameters,respond,run,sandbox,setAside,signal,state,tellContext',
    );
  });

  it('binds the egress of a connector to the hosts of its connection', async () => {
    const reach = defineNode({
      ...sendNode,
      type: 'reach',
      execute: async (context) => {
        const { context: open } = context.connections.channel.client as {
          context: { egress: { connect(target: object): Promise<unknown> } };
        };
        await open.egress.connect({ host: '127.0.0.1', port: 1 });
        return [{ json: {} }];
      },
    });
    const { runtime } = setUp({ nodes: [reach] });
    const { result } = await run(
      runtime,
      graph([node('x', 'reach', {}, { connections: { channel: 'c1' } })], ['start>x']),
    );
    assert.equal(result.error?.code, 'egress-refused');
    assert.match(result.error?.detail ?? '', /not among the hosts/);
  });

  it('gives a pattern an egress that only reaches public addresses', async () => {
    const reach = defineNode({
      ...sendNode,
      type: 'reach',
      connections: {},
      execute: async (context) => {
        await context.egress.fetch('http://127.0.0.1:1/');
        return [{ json: {} }];
      },
    });
    const { runtime } = setUp({ nodes: [reach] });
    assert.equal(
      (await run(runtime, graph([node('x', 'reach')], ['start>x']))).result.error?.code,
      'egress-refused',
    );
  });
});
