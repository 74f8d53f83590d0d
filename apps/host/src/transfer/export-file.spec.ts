import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ExportFile } from '@patchbay/contracts';
import { type ExportedConnection, openFile, plainFile, sealedFile } from './export-file.js';

const passphrase = 'a passphrase long enough';
const connection: ExportedConnection = {
  ...{ id: 'c1', name: 'Shop', type: 'postgresql', scope: 'project', description: '', tags: [] },
  ...{ metadata: { team: 'billing' }, outputSchemas: [], pool: {}, secretKeys: ['/password'] },
  config: { host: 'db.example.org', password: 'planted-secret\0\ud800••••••••' },
};

describe('A file of connections', () => {
  let sealed: ExportFile;
  before(async () => {
    sealed = await sealedFile([connection], passphrase);
  });

  const refused = (file: unknown, code: string, words: string | undefined = passphrase) =>
    assert.rejects(openFile(typeof file === 'string' ? file : JSON.stringify(file), words), { code });

  it('opens with its passphrase to exactly what was written', async () => {
    assert.deepEqual(await openFile(JSON.stringify(sealed), passphrase), {
      connections: [connection],
      hasSecrets: true,
    });
    assert.doesNotMatch(JSON.stringify(sealed), /planted|Shop|example/);
  });

  it('says nothing but that it does not open when the passphrase is wrong or it was changed', async () => {
    const { encryption = {} } = sealed;
    const ciphertext = `AAAA${String(encryption['ciphertext']).slice(4)}`;
    await refused(sealed, 'passphrase-wrong', 'another passphrase');
    await refused({ ...sealed, encryption: { ...encryption, ciphertext } }, 'passphrase-wrong');
    await refused({ ...sealed, encryption: 'none' }, 'passphrase-wrong');
  });

  it('needs its passphrase, its version and whole connections', async () => {
    await assert.rejects(openFile(JSON.stringify(sealed), undefined), { code: 'import-unreadable' });
    await refused({ ...sealed, version: 2 }, 'import-unreadable');
    const plain = plainFile([connection]);
    for (const broken of [
      '{}',
      '[]',
      'nothing',
      'null',
      { ...plain, connections: [{}] },
      { ...plain, connections: 7 },
    ])
      await refused(broken, 'import-unreadable');
  });
});
