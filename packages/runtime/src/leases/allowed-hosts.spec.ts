import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { defineConnector, field, type OpenContext } from '@patchbay/plugin-sdk';
import { SpecBroker } from '../spec/connector.js';
import { catalogOf, runtimeOf } from '../spec/kit.js';

/** A connector whose fields name a host, and one whose fields name none, as with credentials for any service. */
const connectors = ['host', 'account'].map((name) =>
  defineConnector({
    type: `with_${name}`,
    displayName: name,
    description: name,
    category: 'other',
    fields: { [name]: field.text({ displayName: name }), port: field.port({ displayName: 'Port' }) },
    open: (_credentials, { egress }: OpenContext) => egress,
    async test(egress) {
      await egress.connect({ host: '127.0.0.1', port });
    },
  }),
);
const server = createServer((socket) => socket.on('error', () => undefined));
let port = 0;

describe('the allowed hosts of a connection', () => {
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  after(() => server.close());

  const outcome = async (type: string, egressAllow?: string): Promise<string> => {
    const runtime = runtimeOf({ broker: new SpecBroker({}), catalog: catalogOf([], connectors) });
    const config = { host: '127.0.0.1', account: 'anna', port, ...(egressAllow ? { egressAllow } : {}) };
    const pool = { poolSize: 1, maxOverflow: 0, poolRecycle: 60 };
    const signal = new AbortController().signal;
    return (await runtime.test({ connectorType: type, config, pool }, { signal })).outcome;
  };

  it('narrow what its fields say', async () => {
    assert.equal(await outcome('with_host'), 'ok');
    assert.equal(await outcome('with_host', `10.0.0.0/8, 127.0.0.1:${port}`), 'ok');
    assert.equal(await outcome('with_host', '10.0.0.0/8'), 'refusedByPolicy');
    assert.equal(await outcome('with_host', '127.0.0.1:1'), 'refusedByPolicy');
    assert.equal(await outcome('with_host', 'http://127.0.0.1'), 'refusedByPolicy');
  });

  it('decide alone where its fields name no host, and then open nothing while they are empty', async () => {
    assert.equal(await outcome('with_account'), 'refusedByPolicy');
    assert.equal(await outcome('with_account', ' , '), 'refusedByPolicy');
    assert.equal(await outcome('with_account', '127.0.0.0/8'), 'ok');
    assert.equal(await outcome('with_account', 'example.com'), 'refusedByPolicy');
  });
});
