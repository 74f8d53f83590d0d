import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { programs } from '../programs.js';
import { cleanUp } from '../spec/clean-up.js';
import { settingsBelow } from '../spec/host.js';
import { temporaryDirectory } from '../spec/temporary.js';

const otherKey = `patchbay-key-1:${Buffer.alloc(32, 7).toString('base64')}\n`;

describe('A host process', () => {
  it('answers that it lives, is then ready, and ends soon after SIGTERM', async () => {
    const host = start(temporaryDirectory());
    await host.answers('/api/health/live', 200);
    await host.answers('/api/health/ready', 200);
    const greeting = /^Patchbay is at http:\/\/127\.0\.0\.1:\d+ and keeps its data in .*data$/m;
    // It is said after the sample is made, which may be a little later than ready.
    for (const until = Date.now() + 20_000; !greeting.test(host.output()) && Date.now() < until;)
      await sleep(20);
    assert.match(host.output(), greeting);
    const began = performance.now();
    host.child.kill('SIGTERM');
    assert.equal(await host.ended, 0);
    // Five seconds, and what a busy machine adds to them.
    assert.ok(performance.now() - began < 20_000);
  });

  it('does not open the inspector on SIGUSR1', async () => {
    const host = start(temporaryDirectory());
    await host.answers('/api/health/live', 200);
    host.child.kill('SIGUSR1');
    await sleep(300);
    assert.doesNotMatch(host.output(), /Debugger|inspector/i);
    await host.answers('/api/health/live', 200);
  });

  it('refuses to start with another key, names both, and writes nothing', async () => {
    const home = temporaryDirectory();
    const first = start(home);
    await first.answers('/api/health/ready', 200);
    first.child.kill('SIGTERM');
    await first.ended;
    const path = join(home, 'keys', 'master.key');
    const before = readFileSync(join(home, 'data/state/patchbay.sqlite'));
    writeFileSync(path, otherKey);
    const second = start(home);
    assert.equal(await second.ended, 1);
    const fingerprints = new Set(second.output().match(/\b[0-9a-f]{32}\b/g));
    assert.equal(fingerprints.size, 2, second.output());
    assert.ok(second.output().includes(path));
    assert.ok(readFileSync(join(home, 'data/state/patchbay.sqlite')).equals(before));
  });

  it('refuses to start without the key of its data, and makes no new one', async () => {
    const home = temporaryDirectory();
    const first = start(home);
    await first.answers('/api/health/ready', 200);
    first.child.kill('SIGTERM');
    await first.ended;
    const elsewhere = join(home, 'elsewhere', 'master.key');
    const second = start(home, { PATCHBAY_MASTER_KEY_FILE: elsewhere });
    assert.equal(await second.ended, 1);
    assert.match(second.output(), /no master key/);
    assert.ok(second.output().includes(elsewhere) && !existsSync(elsewhere));
  });

  it('refuses a data directory that another one uses', async () => {
    const home = temporaryDirectory();
    const first = start(home);
    await first.answers('/api/health/ready', 200);
    const second = start(home);
    assert.equal(await second.ended, 1);
    assert.match(second.output(), /Another Patchbay uses the data directory/);
    await first.answers('/api/health/live', 200);
  });

  it('refuses variables that it does not know before it touches anything', async () => {
    const home = temporaryDirectory();
    const host = start(home, { PATCHBAY_DATA_DIRECTORY: '/elsewhere' });
    assert.equal(await host.ended, 1);
    assert.match(host.output(), /PATCHBAY_DATA_DIRECTORY is not a variable that Patchbay knows/);
    assert.deepEqual(readdirSync(home), []);
  });
});

interface Started {
  child: ChildProcess;
  ended: Promise<number | null>;
  output(): string;
  answers(path: string, status: number): Promise<void>;
}

let nextPort = 20_000 + (process.pid % 20_000);

function start(home: string, env: Record<string, string> = {}): Started {
  const port = (nextPort += 1);
  const settings = {
    ...settingsBelow(home),
    PATCHBAY_PORT: String(port),
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    ...env,
  };
  const child = spawn(process.execPath, [programs.host], {
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanUp(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    ended,
    output: () => output,
    answers: (path, status) => answers(`http://127.0.0.1:${port}${path}`, status, () => output),
  };
}

async function answers(url: string, status: number, output: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === status) return;
    await sleep(20);
  }
  assert.fail(`${url} never answered ${status}: ${output()}`);
}
