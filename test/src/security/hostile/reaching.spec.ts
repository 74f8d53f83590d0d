import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serverOf } from '../../support/server-of.js';
import { assertNoSecret, gotten, openWorld, type Tried, type World } from './world.js';

describe('a hostile plugin that reaches out', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('cannot signal, stop or debug the host or another process', async () => {
    const pids = [world.bystander.pid, world.host.pid, process.pid];
    for (const technique of ['signals', 'inspectors', 'trace'])
      assert.deepEqual(gotten(await world.find(technique, { pids })), [], technique);
    assert.equal(world.bystander.exitCode ?? world.bystander.signalCode, null);
    assert.doesNotMatch(world.host.output(), /Debugger listening/);
    await world.victimWorks();
  });

  it('opens no inspector of the host: a signal from outside does not either', async () => {
    process.kill(world.host.pid, 'SIGUSR1');
    const targets = ['127.0.0.1 9229', '127.0.0.1 9230'];
    assert.deepEqual(gotten(await world.find('addresses', { targets })), []);
    assert.doesNotMatch(world.host.output(), /Debugger listening/);
  });

  it('cannot reach the operator socket or the sockets of databases and Docker', async () => {
    const operator = join(world.host.dataDirectory, 'state/operator.sock');
    const paths = [operator, '/var/run/docker.sock', '/run/docker.sock', '/run/dbus/system_bus_socket'];
    assert.deepEqual(gotten(await world.find('sockets', { paths })), []);
  });

  it('is nobody to the API of the host, however it asks', async () => {
    const paths = [
      '/api/connections',
      '/api/vault',
      '/api/users',
      '/api/runs',
      '/api/audit',
      '/api/health/ready',
    ];
    const found = (await world.find('api', { url: world.host.url, paths })) as Tried;
    if (world.separated) return assert.deepEqual(gotten(found), [], 'it reached the host');
    for (const [path, { got }] of Object.entries(found))
      assert.match(String(got), path.endsWith('ready') ? /^200/ : /^40[134]/, path);
    assert.ok(
      !JSON.stringify(found).includes('isolation'),
      'how runners are kept apart is for administrators',
    );
    assertNoSecret(world, found);
  });

  it('gets nothing of a database of the host without its password', async () => {
    const { host, port } = serverOf('TEST_POSTGRES_TLS_URL');
    // A start-up message for the superuser, as every client sends it.
    const names = Buffer.from('user\0postgres\0database\0postgres\0\0');
    const hello = Buffer.alloc(8);
    hello.writeUInt32BE(8 + names.length, 0);
    hello.writeUInt32BE(196_608, 4);
    const target = `${host} ${port}`;
    const found = (await world.find('addresses', {
      targets: [target],
      hello: Buffer.concat([hello, names]).toString('base64'),
    })) as Tried;
    if (world.separated) assert.match(found[target]?.refused ?? '', /^ENETUNREACH$/u);
    // R: the server asks for a proof; Z would be its word that queries may come.
    const answer = String(found[target]?.got ?? '');
    assert.ok(!answer.includes('Z\0\0\0\x05') && !answer.startsWith('R\0\0\0\x08\0\0\0\0'), answer);
  });
});
