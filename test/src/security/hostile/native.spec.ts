import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { assertNoSecret, gotten, isRoomOfItsOwn, openWorld, type Tried, type World } from './world.js';

/** CLONE_NEWUSER, CLONE_NEWNS, CLONE_NEWPID and CLONE_NEWNET. */
const namespaces = [0x10_00_00_00, 0x2_00_00, 0x20_00_00_00, 0x40_00_00_00];

describe('a hostile plugin with native code', () => {
  let world: World;
  const abstract = `patchbay-techniques-${process.pid}`;
  const listener = createServer((socket) => void socket.end());
  before(async () => {
    await new Promise<void>((resolve) => listener.listen({ path: `\0${abstract}` }, resolve));
    world = await openWorld();
  });
  after(async () => {
    await world.close();
    listener.close();
  });

  it('gets nothing from the kernel by which it could leave its room', async () => {
    if (!isRoomOfItsOwn(world)) return;
    // The technique works: what anybody may ask for is answered.
    const id = await world.find('kernel', { calls: ['getpid'] });
    assert.equal(gotten(id).length, 1, JSON.stringify(id));
    const calls = [
      // PTRACE_ATTACH and PTRACE_SEIZE to the process that keeps its capabilities, and its parent.
      ...['ptrace 16 1 0 0', 'ptrace 16898 1 0 0', `ptrace 16 ${world.host.pid} 0 0`],
      ...namespaces.map((flag) => `unshare ${flag}`),
      ...['mount none /tmp tmpfs 0 0', 'mount / /tmp none 4096 0', 'mount none /proc proc 32 0'],
      ...['umount2 /proc 2', 'umount2 /run/relay 2', 'umount2 / 2', 'chroot /tmp'],
      ...['setuid 0', 'setgid 0', 'sethostname hostile 7', 'reboot 4276215469 672274793 0 0'],
      // A disk of its own making: S_IFBLK, 259:0 and 8:0.
      ...['mknodat -100 /tmp/disk 24960 66304', 'mknodat -100 /tmp/disk 24960 2048'],
      ...['init_module x 1 x', 'open_by_handle_at -100 x 0'],
    ];
    const found = (await world.find('kernel', { calls })) as Tried;
    // Of those that ask for what it already is, root without a user of its own gets its own number.
    const own = world.rung === 'namespaces' ? /^set[ug]id 0/u : /^$/u;
    assert.deepEqual(
      gotten(found).filter((line) => !own.test(line)),
      [],
    );
    assert.equal(Object.keys(found).length, calls.length);
    await world.victimWorks();
  });

  it('reaches no socket of the machine that has a name and no file', async () => {
    const found = await world.find('abstractSockets', { names: [abstract] });
    assert.equal(gotten(found).length, world.separated ? 0 : 1);
  });

  it('finds nothing in the environment of a thread, whatever it asks for', async () => {
    const found = await world.find('threadEnvironment');
    assert.deepEqual(Object.keys(found as object).sort(), ['LANG', 'TZ']);
    assertNoSecret(world, found);
  });

  const ends: [technique: string, target: object, code: RegExp][] = [
    ['closeChannel', {}, /^runner-(hung|crashed)$/u],
    ['rejections', { count: 10_000 }, /^runner-crashed$/u],
  ];
  for (const [technique, target, code] of ends) {
    it(`ends its own run alone, which is recorded: ${technique}`, async () => {
      const run = await world.attempt(technique, target);
      assert.equal(run.status, 'failed');
      assert.match(run.error?.code ?? '', code, JSON.stringify(run.error));
      await world.victimWorks();
    });
  }

  for (const [technique, target] of [
    ['endlessLine', { megabytes: 20 }],
    ['timers', { count: 20_000 }],
  ] as const) {
    it(`holds nobody up: ${technique}`, async () => {
      await world.attempt(technique, target);
      await world.victimWorks();
      // It would go on for as long as its runner lives.
      await world.attempt('exit', { code: 0 });
      const log = world.host.output().length;
      assert.ok(log < 10_000_000, `${log} characters of log`);
    });
  }
});
