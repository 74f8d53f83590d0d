import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RunningHost, startHost } from '../support/host-process.js';
import { patchbay } from '../support/patchbay.js';

/** The audit log of a real host, by the command line alone. */
describe('patchbay audit', () => {
  let host: RunningHost;
  before(async () => {
    host = await startHost();
    const config = { baseUrl: 'https://example.org' };
    await host.api.call('connectionCreate', { body: { name: 'Audited', type: 'http', config } });
  });
  after(async () => {
    await host.stop();
    host.remove();
  });

  it('verify says that the log is sound and how it ends, and knows that end later', async () => {
    const first = await patchbay(host, ['audit', 'verify']);
    assert.equal(first.code, 0, first.output);
    const head = /\d+:[0-9a-f]{64}/.exec(first.output)?.[0] ?? '';
    const later = await patchbay(host, ['audit', 'verify', '--expected', head, '--json']);
    assert.equal((JSON.parse(later.output) as { ok: boolean }).ok, true);
    const other = await patchbay(host, [
      'audit',
      'verify',
      '--expected',
      head.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
    ]);
    assert.equal(other.code, 1, other.output);
    assert.match(other.output, /not the record that was known/);
    assert.equal((await patchbay(host, ['audit', 'verify', '--expected', 'x'])).code, 2);
  });

  it('export writes every record to a new file, or the filtered ones to standard output', async () => {
    const file = join(host.home, 'audit.jsonl');
    const whole = await patchbay(host, ['audit', 'export', '--all', '--out', file]);
    assert.equal(whole.code, 0, whole.output);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const sequences = lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence);
    assert.deepEqual(
      sequences,
      sequences.map((_, index) => index + 1),
    );
    assert.notEqual((await patchbay(host, ['audit', 'export', '--out', file])).code, 0);
    const some = await patchbay(host, ['audit', 'export', '--action', 'connection.created']);
    assert.match(some.output, /"name":"Audited"/);
    assert.doesNotMatch(some.output, /user\.created/);
    const wrong = await patchbay(host, ['audit', 'export', '--from', 'yesterday']);
    assert.equal(wrong.code, 3, wrong.output);
  });
});
