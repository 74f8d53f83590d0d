import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryDirectory } from '../../spec/temporary.js';
import { isRoot } from '../isolation/privileges.js';
import type { Rung } from '../isolation/rungs.js';
import { Exchange } from './exchange.js';

const exchangeIn = (directory: string, rung: Rung = 'process') =>
  new Exchange({ directory, fileBytes: 100, runBytes: 150 }, rung, 0);
const file = (id: string) => ({ id, mimeType: 'text/plain', size: 1 });

describe("A runner's directory of files", () => {
  it('is closed to others, and gives each file once', () => {
    const exchange = exchangeIn(temporaryDirectory());
    assert.equal(statSync(exchange.directory).mode & 0o777, 0o700);
    exchange.put({ ...file('run.a'), content: Buffer.from('hello') });
    const [taken] = exchange.take([file('run.a'), file('run.gone')]);
    assert.equal(readFileSync(taken?.descriptor ?? -1).toString(), 'hello');
    closeSync(taken?.descriptor ?? -1);
    assert.deepEqual(exchange.take([file('run.a')]), []);
    exchange.remove();
    assert.ok(!existsSync(exchange.directory));
  });

  it('is not left through a link that a runner made in place of a file', () => {
    const root = temporaryDirectory();
    const exchange = exchangeIn(root);
    const secret = join(root, 'secret');
    writeFileSync(secret, 'of the host');
    symlinkSync(secret, join(exchange.directory, 'run.a'));
    symlinkSync(secret, join(exchange.directory, 'run.b'));
    assert.deepEqual(exchange.take([file('run.a')]), []);
    assert.throws(() => exchange.put({ ...file('run.b'), content: Buffer.from('x') }));
    assert.equal(readFileSync(secret).toString(), 'of the host');
  });

  it('gives the host no file that is larger than one may be, nor more than a run may keep', () => {
    const exchange = exchangeIn(temporaryDirectory());
    for (const [id, size] of [
      ['run.large', 101],
      ['run.a', 100],
      ['run.b', 100],
      ['run.c', 50],
    ] as const)
      writeFileSync(join(exchange.directory, id), Buffer.alloc(size));
    // A file without contents of any length costs its maker nothing, and the host its disk.
    truncateSync(join(exchange.directory, 'run.b'), 2 ** 40);
    assert.equal(exchange.open(file('run.large')), undefined);
    const taken = exchange.take(['run.large', 'run.a', 'run.b', 'run.c'].map(file));
    for (const { descriptor } of taken) closeSync(descriptor);
    assert.deepEqual(
      taken.map(({ id, size }) => [id, size]),
      [
        ['run.a', 100],
        ['run.c', 50],
      ],
    );
    for (const id of ['run.d', 'run.e']) writeFileSync(join(exchange.directory, id), Buffer.alloc(80));
    // What came from the host is not the run's own.
    exchange.put({ ...file('run.given'), content: Buffer.alloc(90) });
    const others = exchange.take(['run.d', 'run.given', 'run.e'].map(file));
    for (const { descriptor } of others) closeSync(descriptor);
    assert.deepEqual(
      others.map(({ id }) => id),
      ['run.d', 'run.given'],
    );
  });

  it('gives the runner no file of the host that it puts a link to while one is given to it', async () => {
    const root = temporaryDirectory();
    const key = join(root, 'master.key');
    writeFileSync(key, 'key', { mode: 0o600 });
    const exchange = exchangeIn(root, 'user');
    const swapper = spawn(process.execPath, ['-e', swapping, exchange.directory, key]);
    try {
      await once(swapper.stdout, 'data');
      for (let count = 0; count < 30; count += 1)
        exchange.put({ ...file(`run.${count}`), content: Buffer.alloc(3_000_000) });
    } finally {
      swapper.kill('SIGKILL');
    }
    assert.equal(statSync(key).uid, process.getuid?.());
    // Without root every file stays with its user.
    if (isRoot()) assert.notEqual(statSync(exchange.directory).uid, 0);
  });
});

/** What a plugin does all the time to be there between two steps of the host. */
const swapping = `
  const { readdirSync, symlinkSync, unlinkSync } = require('node:fs');
  const [, directory, key] = process.argv;
  process.chdir(directory);
  console.log('at work');
  const done = new Set();
  for (;;)
    for (const name of readdirSync('.')) {
      if (done.has(name)) continue;
      unlinkSync(name);
      symlinkSync(key, name);
      done.add(name);
    }
`;
