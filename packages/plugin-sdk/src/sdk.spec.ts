import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  defineConnector,
  defineNode,
  field,
  isQueryable,
  mainPin,
  poolFields,
  rowsToObjects,
  Secret,
  tlsFields,
  tlsSettings,
} from './index.js';
import { isLoopback } from './tls-settings.js';

describe('TLS of a connection', () => {
  const values = { tls: 'auto', tlsVerify: true } as const;

  it('is on for every host but this machine', () => {
    assert.equal(tlsSettings(values, 'localhost'), undefined);
    assert.deepEqual(tlsSettings(values, 'db.example.com'), { rejectUnauthorized: true });
    assert.deepEqual(tlsSettings({ ...values, tls: 'on' }, 'localhost'), { rejectUnauthorized: true });
    assert.equal(tlsSettings({ ...values, tls: 'off' }, 'db.example.com'), undefined);
  });

  it('counts only this machine as this machine', () => {
    for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])
      assert.ok(isLoopback(host), host);
    for (const host of ['127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1', '::2', '0.0.0.0', ''])
      assert.ok(!isLoopback(host), host);
  });

  it('hands on certificates and the key', () => {
    const certificates = { tlsVerify: false, tlsCa: 'ca', tlsCert: 'cert', tlsKey: new Secret('key') };
    assert.deepEqual(tlsSettings({ tls: 'on', ...certificates }, 'db'), {
      rejectUnauthorized: false,
      ca: 'ca',
      cert: 'cert',
      key: 'key',
    });
  });
});

describe('rows of a database', () => {
  it('become objects', () => {
    assert.deepEqual(rowsToObjects(['a', 'b'], [[1, null], ['x']]), [
      { a: 1, b: null },
      { a: 'x', b: null },
    ]);
  });

  it('cannot replace a prototype', () => {
    const [row] = rowsToObjects(['__proto__', 'a'], [[{ polluted: true }, 1]]);
    assert.equal(Object.getPrototypeOf(row), Object.prototype);
    assert.deepEqual(Object.keys(row ?? {}), ['__proto__', 'a']);
  });
});

describe('definitions', () => {
  it('infer credentials and parameters from the fields', () => {
    defineConnector({
      type: 'typed',
      displayName: 'Typed',
      description: 'Only for its types',
      category: 'other',
      fields: {
        host: field.text({ displayName: 'Host', required: true }),
        password: field.secret({ displayName: 'Password' }),
        ...tlsFields(),
        ...poolFields(),
      },
      open({ host, password, poolSize, tls, tlsKey }) {
        const types: [string, Secret | undefined, number, 'auto' | 'on' | 'off', Secret | undefined] = [
          host,
          password,
          poolSize,
          tls,
          tlsKey,
        ];
        return types;
      },
      test: () => Promise.resolve(),
    });
    defineNode({
      type: 'typed',
      version: 1,
      displayName: 'Typed',
      description: 'Only for its types',
      group: 'action',
      connections: {
        database: { accepts: { capability: 'sql' }, required: true },
        api: { accepts: { capability: 'http' }, required: false },
      },
      parameters: { query: field.multiline({ displayName: 'Query', language: 'sql', required: true }) },
      inputs: [mainPin],
      outputs: [mainPin],
      async execute({ parameters, connections, signal }) {
        await connections.database.capabilities.sql.query(parameters().query, { signal });
        // @ts-expect-error -- an optional slot may have no connection
        void connections.api.capabilities;
        // @ts-expect-error -- the slot promises nothing but sql
        void connections.database.capabilities.mail;
        return [];
      },
    });
    defineNode({
      type: 'leaky',
      version: 1,
      displayName: 'Leaky',
      description: 'Does not compile',
      group: 'action',
      // @ts-expect-error -- secrets belong into connections, never into a pattern
      parameters: { key: field.secret({ displayName: 'Key' }) },
      inputs: [],
      outputs: [],
      execute: () => [],
    });
  });

  it('are queryable by what they can do', () => {
    assert.deepEqual([isQueryable(['sql', 'http']), isQueryable(['http'])], [true, false]);
  });
});
