import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { runStep } from '../../support/run-step.js';
import { serverOf } from '../../support/server-of.js';
import { gotten, openWorld, type Tried, type World } from './world.js';

/** Past everything that a plugin is given, and by what it is given. */
describe('a hostile plugin that connects', () => {
  let world: World;
  let taken = 0;
  const spy = createServer((socket) => void socket.end(`${(taken += 1)}`));
  before(async () => {
    await new Promise<void>((resolve) => spy.listen(0, '127.0.0.1', resolve));
    world = await openWorld();
  });
  after(async () => {
    await world.close();
    spy.close();
  });

  it('reaches nothing of this machine by sockets of its own, where runners have no network', async () => {
    const { port } = spy.address() as AddressInfo;
    const database = serverOf('TEST_POSTGRES_URL');
    const own = new URL(world.host.url);
    const targets = [
      `127.0.0.1 ${port}`,
      `::1 ${port}`,
      `${database.host} ${database.port}`,
      `127.0.0.1 ${own.port}`,
      '169.254.169.254 80',
    ];
    const found = (await world.find('addresses', { targets, hello: 'aGVsbG8=' })) as Tried;
    if (!world.separated) return assert.ok(taken > 0, 'what says that the network is shared, shares it');
    assert.deepEqual([gotten(found), taken], [[], 0]);
    for (const { refused } of Object.values(found))
      assert.match(String(refused), /^(ENETUNREACH|EADDRNOTAVAIL)$/u);
  });

  it('gets by the relay no private address that no connection names, and never the host', async () => {
    const { port } = spy.address() as AddressInfo;
    const own = Number(new URL(world.host.url).port);
    const targets = [port, own, serverOf('TEST_POSTGRES_URL').port].map((each) => `127.0.0.1 ${each}`);
    const before = taken;
    for (const origin of ['connection', 'pattern']) {
      const found = (await world.find('relayed', { targets, origin })) as Tried;
      assert.deepEqual(gotten(found), [], origin);
    }
    assert.equal(taken, before);
  });

  it('has its runs fail clearly when it opens a socket by itself', async () => {
    if (!world.separated) return;
    const run = await world.attempt('fetches', { url: world.echo.url });
    assert.match(
      run.error?.detail ?? '',
      /runners may have no network: plugins connect by egress/u,
      JSON.stringify(run.error),
    );
  });

  it('leaves the connection of the host its way', async () => {
    const run = await runStep(world.host, {
      type: 'core.httpRequest',
      parameters: { url: '/' },
      connections: { connection: world.victimId },
    });
    assert.equal(run.status, 'success', JSON.stringify(run.error));
  });
});
