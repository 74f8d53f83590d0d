import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Binding, openEnvKey, Vault } from '@patchbay/vault';
import { perSecond, report } from './report.js';

/** Sealing and opening a record against AES-256-GCM alone, without envelope, binding or key commitment. */
const vault = new Vault(openEnvKey({ text: randomBytes(32).toString('base64'), source: 'bench' }));
const binding: Binding = {
  instance: '3e7d3f0a-2a6f-4f0e-9a55-0f6a5a1c9f10',
  project: 'b4b0f2c7-6a43-4b53-9a39-8b6a7b3f1a11',
  table: 'connections',
  record: 'f1d5c3a2-5c6b-4a57-8d0e-2f3b4c5d6e7f',
  column: 'secretsSealed',
  connectorType: 'postgresql',
  version: 3,
};
const key = randomBytes(32);

for (const size of [128, 4096, 65_536]) {
  const plaintext = randomBytes(size);
  const sealed = vault.seal(plaintext, binding);
  const bare = bareSeal(plaintext);
  report(`Seal ${size} bytes`, [
    { name: 'AES-256-GCM alone', perSecond: perSecond(() => bareSeal(plaintext)) },
    { name: 'vault.seal', perSecond: perSecond(() => vault.seal(plaintext, binding)) },
  ]);
  report(`Open ${size} bytes`, [
    { name: 'AES-256-GCM alone', perSecond: perSecond(() => bareOpen(bare)) },
    { name: 'vault.open', perSecond: perSecond(() => vault.open(sealed, binding)) },
  ]);
}

interface Bare {
  iv: Buffer;
  data: Buffer;
  tag: Buffer;
}

function bareSeal(plaintext: Buffer): Bare {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
  const data = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { iv, data, tag: cipher.getAuthTag() };
}

function bareOpen({ iv, data, tag }: Bare): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}
