import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RunningHost, startHost } from '../support/host-process.js';
import { patchbay } from '../support/patchbay.js';

/** The master key of a real host, by the command line alone. */
describe('patchbay vault', () => {
  let host: RunningHost;
  before(async () => {
    host = await startHost();
    const config = { baseUrl: 'https://example.org', authType: 'bearer', authToken: 'token-of-the-vault' };
    await host.api.call('connectionCreate', { body: { name: 'Sealed', type: 'http', config } });
  });
  after(async () => {
    await host.stop();
    host.remove();
  });

  const keyFile = () => readFileSync(join(host.home, '.config', 'patchbay', 'master.key'), 'utf8');

  it('rotate moves everything to a new key, says so, and takes the old one out of the key file', async () => {
    const before = keyFile();
    const status = await patchbay(host, ['vault', 'status']);
    assert.equal(status.code, 0, status.output);
    assert.match(status.output, /[0-9a-f]{32} +active .*connections\.secretsSealed/);
    const rotated = await patchbay(host, ['vault', 'rotate']);
    assert.equal(rotated.code, 0, rotated.output);
    assert.match(
      rotated.output,
      /Moved \d+ records from [0-9a-f]{32} to [0-9a-f]{32}; 0 are left on an old key\./,
    );
    assert.match(rotated.output, /[0-9a-f]{32} +retired +0/);
    assert.notEqual(keyFile(), before);
    for (const text of [status.output, rotated.output])
      for (const key of [before, keyFile()]) assert.ok(!text.includes(key.trim()));
  });

  it('backfill finds nothing in an installation that seals everything', async () => {
    for (const args of [['--dry-run'], []]) {
      const { code, output } = await patchbay(host, ['vault', 'backfill', ...args]);
      assert.equal(code, 0, output);
      assert.match(output, /^0 rows (would be|were) sealed\./);
    }
  });

  it('asks what to do when that is not said', async () => {
    assert.equal((await patchbay(host, ['vault'])).code, 2);
  });
});
