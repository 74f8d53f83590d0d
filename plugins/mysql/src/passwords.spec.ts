import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import mysql2 from 'mysql2';
import type { TlsSettings } from '@patchbay/plugin-sdk';
import { authPlugins } from './passwords.js';

const scramble = Buffer.from('abcdefghijklmnopqrst');
const performFullAuthentication = Buffer.from([4]);
const metadata = { connection: { config: { password: 'swordfish', ssl: {} } } } as never;

function login(plugin: string, host: string, tls: TlsSettings | undefined) {
  return authPlugins(mysql2, host, tls)[plugin]?.(metadata);
}

describe('what a login shows of the password', () => {
  it('sends it inside TLS to a server that was verified', () => {
    const answer = login('caching_sha2_password', 'db.example.com', { rejectUnauthorized: true });
    void answer?.(scramble);
    assert.equal(String(answer?.(performFullAuthentication)), 'swordfish\0');
  });

  for (const [where, tls] of [
    ['without TLS', undefined],
    ['with TLS that verifies nothing', { rejectUnauthorized: false }],
  ] as const) {
    it(`is only proof that it is known ${where}`, () => {
      const answer = login('caching_sha2_password', 'db.example.com', tls);
      assert.equal(Buffer.from((answer?.(scramble) ?? '') as Buffer).length, 32);
      assert.throws(() => answer?.(performFullAuthentication), { code: 'connect-tls' });
    });

    it(`is not sent by sha256_password, which has no such proof, ${where}`, () => {
      assert.throws(() => login('sha256_password', 'db.example.com', tls)?.(scramble), {
        code: 'connect-tls',
      });
    });
  }

  it('is never sent as it is on the wish of the server', () => {
    const verified = { rejectUnauthorized: true };
    assert.throws(() => login('mysql_clear_password', 'localhost', verified), { code: 'connect-tls' });
  });
});
