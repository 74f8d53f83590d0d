import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { EnvKeySource } from './env-key-source.js';
import { FileKeySource } from './file-key-source.js';

const home = mkdtempSync(join(tmpdir(), 'patchbay-keys-'));
after(() => rmSync(home, { recursive: true, force: true }));

describe('A key file during a rotation', () => {
  const path = join(home, 'keys', 'master.key');
  const source = () => new FileKeySource({ path, dataDirectory: join(home, 'data'), create: true });
  const ids = async () => (await source().read()).map(({ keyId }) => keyId);

  it('takes a second key beside the first, and gives up the first, whole each time and closed to others', async () => {
    const [first] = await ids();
    const added = await source().add();
    assert.deepEqual(await ids(), [first, added.keyId]);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(join(home, 'keys')), ['master.key'], 'no draft stays');
    for (const term of await source().read()) assert.deepEqual(await term.health(), { ok: true });
    assert.equal(await source().remove(first ?? ''), true);
    assert.deepEqual(await ids(), [added.keyId]);
  });

  it('never gives up its last key, nor one that it does not hold', async () => {
    const before = readFileSync(path, 'utf8');
    for (const keyId of [...(await ids()), 'ff'.repeat(16)]) await source().remove(keyId);
    assert.equal(readFileSync(path, 'utf8'), before);
  });
});

describe('Keys from the environment during a rotation', () => {
  const key = () => randomBytes(32).toString('base64');
  const source = (current: string | undefined, previous?: string) =>
    new EnvKeySource({ text: current, source: 'CURRENT' }, { text: previous, source: 'PREVIOUS' });

  it('are the one to use and the one before it', async () => {
    const [current, previous] = [key(), key()];
    const both = await source(current, previous).read();
    assert.deepEqual(
      both.map(({ place }) => place),
      ['CURRENT', 'PREVIOUS'],
    );
    const alone = await source(current).read();
    assert.deepEqual(
      alone.map(({ keyId }) => keyId),
      [both[0]?.keyId],
    );
  });

  it('are made and taken away by people, who are told how', async () => {
    await assert.rejects(source(key()).add(), { code: 'rotation-key-missing', message: /CURRENT.*PREVIOUS/ });
    assert.equal(await source(key()).remove(), false);
    assert.throws(() => source(undefined), { code: 'key-missing' });
  });
});
