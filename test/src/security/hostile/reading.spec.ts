import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertNoSecret, gotten, isRoomOfItsOwn, openWorld, type Tried, type World } from './world.js';

describe('a hostile plugin that reads', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const state = (name: string) => join(world.host.dataDirectory, 'state', name);

  it('finds nothing in /proc of the host, its parent or another process', async () => {
    const pids = [world.host.pid, world.bystander.pid, process.pid];
    const found = await world.find('procOf', { pids });
    const open = gotten(found).filter((line) => isRoomOfItsOwn(world) || !/cmdline: /.test(line));
    assert.deepEqual(open, []);
    const all = await world.find('procOfAll');
    assertNoSecret(world, [found, all]);
    if (isRoomOfItsOwn(world)) assert.ok(!String(all).includes('apps/host'), 'it sees the host');
  });

  it('finds no secret in its environment, arguments and descriptors, and has no capability and no core dump', async () => {
    const own = (await world.find('own')) as Record<string, unknown> & Tried;
    assert.deepEqual(Object.keys(own.environment ?? {}).sort(), ['LANG', 'TZ']);
    assertNoSecret(world, own);
    assert.doesNotMatch(JSON.stringify(own), /PATCHBAY_|patchbay\.sqlite|operator\.sock/);
    assert.match(String(own.capabilities?.got), /^0+$/);
    assert.match(String(own.limits?.got), /Max core file size\s+[01] /);
  });

  it('cannot read the master key, the store, the operator socket or the logs, by Node or by a shell', async () => {
    const key = join(world.host.home, '.config/patchbay/master.key');
    const logs = join(world.host.dataDirectory, 'logs/host.log');
    const socket = state('operator.sock');
    const paths = [key, state('patchbay.sqlite'), socket, logs];
    const disks = ['/etc/shadow', '/dev/sda', '/dev/vda', '/dev/mem', '/proc/kcore'];
    const { byNode, byShell } = (await world.find('files', { paths: [...paths, ...disks] })) as Record<
      string,
      Tried
    >;
    const seen = Object.entries({ ...byShell }).filter(([, { got }]) => got !== undefined && got !== '');
    assert.deepEqual([gotten(byNode), seen.map(([path]) => path)], [[], []]);
    assertNoSecret(world, [byNode, byShell]);
    for (const path of paths) assert.ok(existsSync(path), `${path} would have been there`);
  });

  it('cannot list the directories of the host', async () => {
    const { home, dataDirectory } = world.host;
    const paths = [home, dataDirectory, state('.'), '/root', join(home, '.config')];
    // Names that lead to its own files are there, and nothing in them.
    const names = gotten(await world.find('directories', { paths })).join();
    assert.doesNotMatch(names, /sqlite|master|operator|host\.log|\.npm|\.bash/);
  });

  it('cannot see what others keep in their temporary folders', async () => {
    const folder = join(world.host.home, 'temporary');
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'note'), world.secret);
    const { byNode } = (await world.find('files', { paths: [join(folder, 'note')] })) as Record<
      string,
      Tried
    >;
    assert.deepEqual(gotten(byNode), []);
    rmSync(folder, { recursive: true });
    const mark = 'patchbay-techniques-mark';
    await world.find('temporary', { paths: ['/tmp'], note: mark });
    if (isRoomOfItsOwn(world)) assert.ok(!existsSync(join('/tmp', mark)), 'its temporary folder is its own');
    rmSync(join('/tmp', mark), { recursive: true, force: true });
  });

  it('finds neither the key nor the credentials of others in the memory of its own process', async () => {
    await world.victimWorks();
    for (const text of [world.masterKey, world.secret])
      assert.equal(await world.find('ownMemory', needle(text)), 0);
    // The search itself works: what every Node process holds is found.
    assert.notEqual(await world.find('ownMemory', needle('process.binding')), 0);
  });

  it('loads no native module that it does not bring along, and reaches nothing by the insides of Node', async () => {
    const found = (await world.find('bindings')) as Tried;
    assert.notEqual(found.dlopen?.refused, undefined);
    assert.notEqual(found.addon?.refused, undefined);
    assertNoSecret(world, found);
  });

  it('cannot write into code of Patchbay, of its own package or of other plugins, nor run what it wrote', async () => {
    const main = fileURLToPath(new URL('../../../../apps/host/dist/main.js', import.meta.url));
    const files = [
      main,
      join(world.plugin, 'index.js'),
      state('patchbay.sqlite'),
      '/etc/passwd',
      '/proc/sys/kernel/core_pattern',
    ];
    const before = files
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'latin1').length);
    const folders = [
      world.plugin,
      join(main, '..'),
      join(main, '../../../../node_modules'),
      '/usr/lib',
      '/etc',
    ];
    const found = (await world.find('overwrite', { files, folders })) as Record<string, Tried>;
    assert.deepEqual([gotten(found.files), gotten(found.folders)], [[], []]);
    const [, ...after] = files
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path, 'latin1').length);
    assert.deepEqual(
      after.filter((_, index) => index !== 1),
      before.slice(1).filter((_, index) => index !== 1),
    );
    const paths = ['/tmp/program', join(world.host.dataDirectory, 'files/program')];
    if (isRoomOfItsOwn(world)) assert.deepEqual(gotten(await world.find('execute', { paths })), []);
  });

  it('gets no file opened by leaving links to it in the folder of connector files', async () => {
    const folder = join(world.host.dataDirectory, 'files');
    const targets = [
      join(world.host.home, '.config/patchbay/master.key'),
      state('patchbay.sqlite'),
      '/etc/shadow',
    ];
    const modes = () => targets.map((path) => readFileSync(path).length);
    const sizes = modes();
    const found = (await world.find('leaveLinks', { folder, targets })) as Record<string, Tried>;
    for (const each of Object.values(found))
      assert.deepEqual([each.read?.got, each.hard?.got], [undefined, undefined]);
    assert.deepEqual(modes(), sizes);
    // The host shares the folder with the runners again, as root, before it tests a connection.
    const [sample] = (await world.host.api.call('connectionList')).items;
    await world.host.api.call('connectionTest', { params: { id: sample?.id ?? '' } });
    const again = (await world.find('files', { paths: targets })) as Record<string, Tried>;
    assert.deepEqual(gotten(again.byNode), []);
  });
});

function needle(text: string): { head: string; maskedTail: number[] } {
  return { head: text.slice(0, 7), maskedTail: [...Buffer.from(text.slice(7))].map((byte) => byte ^ 0x55) };
}
