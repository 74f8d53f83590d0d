import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { repository, withFolder } from './temporary-folder.js';

const servers = pathToFileURL(join(repository, 'tools/servers/index.mjs')).href;
const starter = `
  import { startServers } from ${JSON.stringify(servers)};
  const { env } = await startServers();
  console.log(JSON.stringify(env));
  setInterval(() => undefined, 1000);`;

describe('the servers of the tests', () => {
  it('end, and leave nothing behind, when the process that started them is killed', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', starter], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const died = once(child, 'exit').then(([code]) => {
      throw new Error(`The servers did not start: the process ended with ${String(code)}.`);
    });
    const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), died])) as [string];
    died.catch(() => undefined);
    const env = JSON.parse(line) as { TEST_POSTGRES_URL: string; TEST_POSTGRES_TLS_CA: string };
    const port = Number(new URL(env.TEST_POSTGRES_URL).port);
    const folder = dirname(dirname(env.TEST_POSTGRES_TLS_CA));
    assert.ok(await answers(port));
    assert.ok(existsSync(folder));
    child.kill('SIGKILL');
    const deadline = Date.now() + 20_000;
    while ((existsSync(folder) || (await answers(port))) && Date.now() < deadline) await sleep(50);
    assert.equal(await answers(port), false);
    assert.equal(existsSync(folder), false);
  });

  it('fail with the names of the packages where something is missing and cannot be installed', async () => {
    await withFolder({}, (root) => {
      const script = join(repository, 'tools/servers.mjs');
      const env = { PATH: root, TMPDIR: root };
      const { status, stderr } = spawnSync(process.execPath, [script, 'start'], { env, encoding: 'utf8' });
      assert.equal(status, 1);
      assert.match(
        stderr,
        /The tests need the Debian packages .*openssl.* and .*Run: apt-get install .*openssl/,
      );
    });
  });
});

async function answers(port: number) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
