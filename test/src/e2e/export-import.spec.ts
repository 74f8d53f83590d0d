import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RunningHost, startHost } from '../support/host-process.js';
import { patchbay } from '../support/patchbay.js';
import { serverOf } from '../support/server-of.js';

/** One installation's connections on their way to another, by the command line alone. */
describe('patchbay connections export and import', () => {
  let from: RunningHost;
  let to: RunningHost;
  before(async () => {
    [from, to] = await Promise.all([startHost(), startHost()]);
    const config = { ...serverOf('TEST_POSTGRES_URL'), tls: 'off' };
    await from.api.call('connectionCreate', { body: { name: 'Shop', type: 'postgresql', config } });
  });
  after(async () => {
    await Promise.all([from.stop(), to.stop()]);
    from.remove();
    to.remove();
  });

  const inHome = (host: RunningHost, name: string) => join(host.home, name);
  const names = async (host: RunningHost) =>
    (await host.api.call('connectionList')).items.map(({ name }) => name).sort();

  it('take secrets along under a passphrase, show the plan first, and write it when told', async () => {
    const [words, file] = [inHome(from, 'words'), inHome(from, 'shop.json')];
    writeFileSync(words, 'correct horse battery staple\n', { mode: 0o600 });
    const phrase = ['--passphrase-file', words];
    const written = await patchbay(from, ['connections', 'export', '--secrets', '--out', file, ...phrase]);
    assert.equal(written.code, 0, written.output);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.doesNotMatch(readFileSync(file, 'utf8'), /Shop|127\.0\.0\.1/);
    const again = await patchbay(from, ['connections', 'export', '--out', file]);
    assert.notEqual(again.code, 0, 'a file that is there is not written over');
    const bring = ['connections', 'import', file, '--skip', 'Sample shop', ...phrase];
    const shown = await patchbay(to, [...bring, '--dry-run']);
    assert.equal(shown.code, 0, shown.output);
    assert.match(shown.output, /create\s+Shop\s+postgresql\s+127\.0\.0\.1/);
    assert.deepEqual(await names(to), ['Sample shop']);
    assert.equal((await patchbay(to, bring)).code, 2, 'without a terminal it asks for --yes');
    const done = await patchbay(to, [...bring, '--yes']);
    assert.match(done.output, /Created 1, updated 0, left out 1\./);
    const tested = await patchbay(to, ['connections', 'test', 'Shop']);
    assert.equal(tested.code, 0, tested.output);
  });

  it('read .env from standard input, and say what they could not take', async () => {
    const env = 'PGHOST=h\nPGUSER=u\nPGPASSWORD=planted-secret\nPGDATABASE=d\nAPP_NAME=x\n';
    const done = await patchbay(to, ['connections', 'import', '-', '--format', 'env', '--yes'], env);
    assert.equal(done.code, 0, done.output);
    assert.match(done.output, /not read: APP_NAME/);
    assert.doesNotMatch(done.output, /planted-secret/);
    assert.deepEqual(await names(to), ['Sample shop', 'Shop', 'pg']);
  });

  it('without --secrets hold none', async () => {
    const { code, output } = await patchbay(to, ['connections', 'export', '--only', 'pg']);
    assert.equal(code, 0, output);
    assert.match(output, /"database": "d"/);
    assert.doesNotMatch(output, /planted-secret/);
  });
});
