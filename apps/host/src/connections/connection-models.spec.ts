import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { ModelList } from '@patchbay/contracts';
import { Client } from 'pg';
import type { Answer } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { postgresUrl } from '../spec/postgres-server.js';

const listOf = ({ text }: Answer) => JSON.parse(text) as ModelList;

describe('The models of a connection', () => {
  let host: SpecHost;
  const schema = `models_${randomBytes(4).toString('hex')}`;
  const server = new Client({ connectionString: postgresUrl() });
  const silent: Server = createServer(() => undefined);
  before(async () => {
    host = await startSpecHost();
    await server.connect();
    await server.query(
      `CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.orders (id int PRIMARY KEY, note text)`,
    );
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    await server.query(`DROP SCHEMA ${schema} CASCADE`);
    await server.end();
    silent.close();
  });

  const connect = async (name: string, type: string, config: object, more: object = {}) => {
    const { body, text } = await host.admin.post('/connections', { name, type, config, ...more });
    assert.ok(body['id'], text);
    return String(body['id']);
  };
  const models = (id: string, query = '') => host.admin.get(`/connections/${id}/models${query}`);
  const login = (variable: string) => {
    const { hostname, port, username, password, pathname } = new URL(process.env[variable] ?? '');
    const words = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
    return { host: hostname, port: Number(port), ...words, database: pathname.slice(1), tls: 'off' };
  };

  it('are its tables with their columns, of the schema that is asked for', async () => {
    const id = await connect('PostgreSQL', 'postgresql', login('TEST_POSTGRES_URL'));
    const answer = await models(id, `?schema=${schema}`);
    assert.equal(answer.status, 200, answer.text);
    const [orders, ...others] = listOf(answer).models;
    assert.deepEqual(
      [orders?.schema, orders?.name, orders?.kind, others.length],
      [schema, 'orders', 'table', 0],
    );
    assert.deepEqual(
      orders?.columns?.map(({ name }) => name),
      ['id', 'note'],
    );
    assert.equal(listOf(answer).truncated, false);
    for (const type of ['mysql', 'mariadb']) {
      const other = await connect(type, type, login('TEST_MARIADB_URL'));
      assert.equal((await models(other)).status, 200, type);
    }
    const path = join(host.home, 'data', 'files', 'models.db');
    writeFileSync(path, '');
    assert.deepEqual(listOf(await models(await connect('SQLite', 'sqlite', { path }))).models, []);
  });

  it('stay within the schemas of the connection', async () => {
    const restricted = { outputSchemas: [schema] };
    const id = await connect('Restricted', 'postgresql', login('TEST_POSTGRES_URL'), restricted);
    assert.deepEqual(new Set(listOf(await models(id)).models.map((each) => each.schema)), new Set([schema]));
    const { status, text } = await models(id, '?schema=pg_catalog');
    assert.equal(status, 422, text);
    assert.match(text, /is not among the schemas of this connection/);
  });

  it('are for those who may read connections, and on record', async () => {
    const id = await connect('On record', 'postgresql', login('TEST_POSTGRES_URL'));
    const viewer = (await host.addUser('viewer')).api;
    assert.equal((await viewer.get(`/connections/${id}/models`)).status, 403);
    await models(id);
    const rows = await host.store.manager.query<unknown[]>(
      `SELECT 1 FROM "audit" WHERE "action" = 'connection.modelsListed' AND "subjectId" = '${id}'`,
    );
    assert.equal(rows.length, 1);
  });

  it('are none where there are no tables, or no answer', async () => {
    const hook = await connect('Webhook', 'webhook', { url: 'https://example.test/hook' });
    const unsupported = await models(hook);
    assert.deepEqual([unsupported.status, unsupported.body['code']], [501, 'connect-unsupported']);
    const password = 'never-said-back-4711';
    const wrong = { ...login('TEST_POSTGRES_URL'), database: 'postgres', password };
    const refused = await models(await connect('Wrong', 'postgresql', wrong));
    assert.equal(refused.body['code'], 'connect-auth-failed', refused.text);
    assert.ok(!refused.text.includes(password));
    const { port } = silent.address() as AddressInfo;
    const hangs = await models(await connect('Silent', 'postgresql', { ...wrong, host: '127.0.0.1', port }));
    assert.equal(hangs.body['code'], 'connect-timeout', hangs.text);
  });
});
