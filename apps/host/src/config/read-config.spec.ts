import assert from 'node:assert/strict';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { PatchbayError } from '@patchbay/errors';
import { temporaryDirectory } from '../spec/temporary.js';
import { proxySecrets } from './proxy.js';
import { readConfig } from './read-config.js';

const isInvalid =
  (...words: RegExp[]) =>
  (error: unknown) =>
    error instanceof PatchbayError &&
    error.code === 'config-invalid' &&
    words.every((word) => word.test(error.message));

describe('The configuration', () => {
  it('has defaults, is frozen, and takes the empty text for absent', () => {
    const { config } = readConfig({ PATCHBAY_PORT: '', PATCHBAY_HOST: '  ' });
    assert.equal(config.port, 5680);
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.keyProvider, 'file');
    assert.deepEqual(config.fileDirectories, [resolve('.patchbay/files')]);
    assert.ok(Object.isFrozen(config) && Object.isFrozen(config.plugins));
  });

  it('refuses a variable that it does not know', () => {
    assert.throws(() => readConfig({ PATCHBAY_PROT: '1' }), isInvalid(/PATCHBAY_PROT/));
  });

  it('leaves the variables of the command line alone', () => {
    assert.doesNotThrow(() => readConfig({ PATCHBAY_TOKEN: 'x' }));
  });

  it('names every wrong variable at once and never a value', () => {
    const wrong = {
      PATCHBAY_PORT: '70000',
      PATCHBAY_RUNNERS: 'planted-value',
      PATCHBAY_DATABASE_URL: 'mysql://u:planted-value@h',
    };
    assert.throws(
      () => readConfig(wrong),
      isInvalid(/PATCHBAY_PORT/, /PATCHBAY_RUNNERS/, /PATCHBAY_DATABASE_URL/, /^(?!.*planted-value)/s),
    );
  });

  it('refuses a master key in its own environment and says how to start instead', () => {
    assert.throws(
      () => readConfig({ PATCHBAY_MASTER_KEY: 'k' }),
      isInvalid(/npm start/, /PATCHBAY_MASTER_KEY_FILE/),
    );
  });

  it('takes the proxies that other software uses, in both cases, and forgets those with a login', () => {
    const environment = {
      HTTP_PROXY: 'http://upper:1',
      http_proxy: 'anna:planted@lower:3128',
      HTTPS_PROXY: 'http://secure:8080',
      no_proxy: 'localhost, .corp',
      PATCHBAY_PROXY_SOCKETS: 'on',
    };
    const { proxy } = readConfig(environment).config;
    const http = 'http://anna:planted@lower:3128';
    const expected = { http, https: 'http://secure:8080', bypass: ['localhost', '.corp'], sockets: true };
    assert.deepEqual(proxy, { ...expected, names: 'here' });
    assert.deepEqual(proxySecrets(proxy), ['planted']);
    assert.doesNotMatch(JSON.stringify(environment), /planted/);
    assert.equal(readConfig({ NO_PROXY: '*' }).config.proxy, undefined);
  });

  it('refuses a proxy of another kind, rather than going past it', () => {
    for (const HTTPS_PROXY of ['socks5://u:planted@h', 'https://u:planted@h'])
      assert.throws(() => readConfig({ HTTPS_PROXY }), isInvalid(/HTTPS_PROXY/, /^(?!.*planted)/s));
  });

  it('takes key and passwords from the descriptor that start.sh hands over', () => {
    const file = join(temporaryDirectory(), 'handed');
    writeFileSync(file, 'PATCHBAY_MASTER_KEY=a=b\nPATCHBAY_ADMIN_PASSWORD=p w\nPATCHBAY_OTHER=x\n\n');
    const descriptor = openSync(file, 'r');
    const { config, handedOver } = readConfig({}, [`--secrets-fd=${descriptor}`]);
    closeSync(descriptor);
    assert.equal(config.keyProvider, 'env');
    assert.deepEqual(handedOver, { masterKey: 'a=b', previousMasterKey: undefined, adminPassword: 'p w' });
  });

  it('takes passwords out of the environment, so that no child inherits them', () => {
    const environment = { PATCHBAY_ADMIN_PASSWORD: 'p', PATCHBAY_DATABASE_URL: 'postgres://u:p@h/d' };
    const { config } = readConfig(environment);
    assert.deepEqual(Object.keys(environment), []);
    assert.equal(config.databaseUrl, 'postgres://u:p@h/d');
  });
});
