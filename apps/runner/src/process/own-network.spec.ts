import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { connectable, isAnswering } from './own-network.js';

async function listen(where: { port: number; host: string } | { path: string }): Promise<Server> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(where, resolve));
  return server;
}

describe('what a runner finds out about its network', () => {
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-own-network-'));
  after(() => rmSync(directory, { recursive: true }));

  it('is that there is one when something answers, be it by refusing', async () => {
    const server = await listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.address() as AddressInfo;
    const open = await connectable([{ host: '127.0.0.1', port }]);
    assert.ok(open.includes(`127.0.0.1 ${port}`), open.join());
    await new Promise((resolve) => server.close(resolve));
    const closed = await connectable([{ host: '127.0.0.1', port }]);
    assert.ok(closed.includes(`127.0.0.1 ${port}`), closed.join());
    assert.ok(closed.includes('lo'), 'the interface that it goes by');
    assert.deepEqual(await connectable([]), [], 'whoever shares the network need not try');
  });

  it('is that there is none in a namespace of its own', () => {
    const module = new URL('./own-network.js', import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then(async ({ connectable }) => console.log(JSON.stringify(
      await connectable([{ host: '127.0.0.1', port: 1 }, { host: '::1', port: 1 }, { host: '169.254.169.254', port: 80 }]))))`;
    const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
    const made = spawnSync('unshare', [...user, '--net', process.execPath, '-e', script], {
      encoding: 'utf8',
    });
    // A machine that grants no such namespace is one on which nobody claims that there is no network.
    if (made.status === 0) assert.deepEqual(JSON.parse(made.stdout), []);
    else assert.match(made.stderr, /unshare/u);
  });

  it('waits for the relay as long as it is given', async () => {
    const path = join(directory, 'dial');
    assert.equal(await isAnswering(path, 50), false);
    const waiting = isAnswering(path, 10_000);
    const server = await listen({ path });
    assert.equal(await waiting, true);
    server.close();
  });
});
