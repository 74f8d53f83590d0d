import assert from 'node:assert/strict';
import { closeSync, existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryDirectory } from '../../spec/temporary.js';
import { Exchange } from './exchange.js';

const file = (id: string) => ({ id, mimeType: 'text/plain', size: 1 });

describe("A runner's directory of files", () => {
  it('is closed to others, and gives each file once', () => {
    const exchange = new Exchange(temporaryDirectory(), 'process', 0);
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
    const exchange = new Exchange(root, 'process', 0);
    const secret = join(root, 'secret');
    writeFileSync(secret, 'of the host');
    symlinkSync(secret, join(exchange.directory, 'run.a'));
    symlinkSync(secret, join(exchange.directory, 'run.b'));
    assert.deepEqual(exchange.take([file('run.a')]), []);
    assert.throws(() => exchange.put({ ...file('run.b'), content: Buffer.from('x') }));
    assert.equal(readFileSync(secret).toString(), 'of the host');
  });
});
