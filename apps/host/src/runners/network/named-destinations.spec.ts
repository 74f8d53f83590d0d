import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, type FieldMap } from '@patchbay/fields';
import { namedDestinations } from './named-destinations.js';

const name = { displayName: 'X' };
const fields: FieldMap = {
  host: field.text({ ...name, destination: true }),
  port: field.port({ ...name, default: 5432, destination: true }),
  database: field.text(name),
  tls: field.options({
    ...name,
    options: [{ value: 'auto', name: 'A' }],
    default: 'auto',
    destination: true,
  }),
  password: field.secret(name),
  webhook: field.secret({ ...name, destination: true }),
  more: field.collection({ ...name, fields: { brokers: field.text({ ...name, destination: true }) } }),
};

const of = (config: Record<string, unknown>, known: FieldMap | undefined = fields) =>
  namedDestinations(known, {
    connectionId: 'c',
    version: 1,
    connectorType: 'x',
    config,
    pool: { poolSize: 1, maxOverflow: 0, poolRecycle: 60 },
  });

describe('what a connection names as its destination', () => {
  it('is its host with its port, given or by default, and nothing of its other fields', () => {
    const config = { host: 'db.corp', database: 'localhost', password: 'metadata' };
    assert.deepEqual(of(config), { destinations: [{ host: 'db.corp', port: 5432 }] });
    assert.deepEqual(of({ ...config, port: 6000 }), { destinations: [{ host: 'db.corp', port: 6000 }] });
  });

  it('is where a URL leads, in whatever field, with the usual port of its kind', () => {
    const { destinations } =
      of({ webhook: 'https://hooks.corp/a?token=x', database: 'http://[::1]:81/' }) ?? {};
    assert.deepEqual(destinations, [
      { host: '[::1]', port: 81 },
      { host: 'hooks.corp', port: 443 },
    ]);
  });

  it('is each of several, with the ports that stand beside them', () => {
    const { destinations } = of({ more: { brokers: 'a.corp:9092, [fd00::1]:9093 b.corp' } }) ?? {};
    assert.deepEqual(destinations, [
      { host: 'b.corp', port: 5432 },
      { host: 'a.corp', port: 9092 },
      { host: '[fd00::1]', port: 9093 },
    ]);
  });

  it('is the usual ports of its connector where the port is left empty', () => {
    const mail = { ...fields, port: field.port({ ...name, usual: [587, 465], destination: true }) };
    const at = (...ports: number[]) => ({ destinations: ports.map((port) => ({ host: 'mail.corp', port })) });
    assert.deepEqual(of({ host: 'mail.corp' }, mail), at(587, 465));
    assert.deepEqual(of({ host: 'mail.corp', port: 25 }, mail), at(25));
  });

  it('is every port of a host beside which no port is known', () => {
    const { port: _, ...without } = fields;
    assert.deepEqual(of({ host: 'mail.corp' }, without), {
      destinations: [{ host: 'mail.corp', port: undefined }],
    });
  });

  it('is what comes out of texts that name other fields', () => {
    const found = of({ host: '={{ $self.database }}.corp', database: 'db' });
    assert.deepEqual(found?.destinations, [{ host: 'db.corp', port: 5432 }]);
  });

  it('carries the list of allowed hosts, which decides alone where nothing is named', () => {
    assert.deepEqual(of({ host: 'db.corp', egressAllow: '10.0.0.0/8, *.corp' })?.reach, [
      '10.0.0.0/8',
      '*.corp',
    ]);
    assert.deepEqual(of({ egressAllow: 'api.corp' }, {}), { destinations: [], reach: ['api.corp'] });
  });

  it('is nothing for files, for unknown connectors, and for what was sent before', () => {
    assert.equal(of({ file: '/data/shop.db' }, { file: field.text(name) }), undefined);
    const bare = {
      connectionId: 'c',
      version: 1,
      connectorType: 'x',
      pool: { poolSize: 1, maxOverflow: 0, poolRecycle: 60 },
    };
    assert.equal(namedDestinations(fields, bare), undefined);
    assert.equal(namedDestinations(undefined, { ...bare, config: { host: 'x' } }), undefined);
  });
});
