import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type JsonObject, Secret } from '@patchbay/plugin-sdk';
import { openConnector } from '@patchbay/plugin-testing';
import { plainServer, sql, tlsServer } from '../spec/servers.js';
import { supabase } from './connector.js';
import { endpointOf, isByTransaction, type SupabaseCredentials } from './endpoint.js';

const { signal } = new AbortController();
const projectRef = 'abcdefghijklmnopqrst';

/** What the fields make of a configuration that names no host. */
function endpoint(config: Partial<SupabaseCredentials>) {
  return endpointOf({ projectRef, mode: 'session', ...config } as SupabaseCredentials);
}

/** The test server in place of the project; its user has no project behind its name. */
function local(mode: string, config: Record<string, unknown> = {}) {
  return openConnector(supabase, { projectRef, mode, ...tlsServer(), ...config });
}

async function show(mode: string, setting: string, config: JsonObject): Promise<unknown> {
  const opened = await local(mode, config);
  const statement = sql`SELECT current_setting(${setting}) AS value`;
  const { rows } = await opened.capability('sql').query(statement, { signal });
  await opened.close();
  return rows[0]?.value;
}

describe('a Supabase project', () => {
  it('is reached directly at its own host', () => {
    assert.deepEqual(endpoint({ mode: 'direct' }), {
      host: `db.${projectRef}.supabase.co`,
      port: 5432,
      username: 'postgres',
    });
  });

  it('is reached by the session pooler of its region, with its name behind the user', () => {
    assert.deepEqual(endpoint({ mode: 'session', region: 'eu-central-1' }), {
      host: 'aws-0-eu-central-1.pooler.supabase.com',
      port: 5432,
      username: `postgres.${projectRef}`,
    });
  });

  it('is reached by the transaction pooler at its own port', () => {
    const { host, port } = endpoint({ mode: 'transaction', region: 'us-east-1' });
    assert.deepEqual([host, port], ['aws-0-us-east-1.pooler.supabase.com', 6543]);
  });

  it('adds itself to a user name where a pooler needs it and it is not there yet', () => {
    const name = (config: Partial<SupabaseCredentials>) =>
      endpoint({ region: 'eu-west-1', ...config }).username;
    assert.equal(name({ username: 'anna' }), `anna.${projectRef}`);
    assert.equal(name({ username: `anna.${projectRef}` }), `anna.${projectRef}`);
    assert.equal(name({ username: 'anna', mode: 'direct' }), 'anna');
    assert.equal(name({ username: 'anna', host: 'pooler.example.com' }), 'anna');
  });

  it('is reached at the host and port that somebody entered', () => {
    const given = { host: 'aws-1-eu-central-1.pooler.supabase.com', port: 6432, region: 'eu-west-1' };
    const { host, port } = endpoint(given);
    assert.deepEqual([host, port], [given.host, given.port]);
    assert.equal(endpoint({ host: given.host, mode: 'transaction' }).port, 6543);
  });

  it('gives its credentials to no other host than the derived one', () => {
    const credentials = {
      projectRef,
      mode: 'direct',
      password: new Secret('x'),
    } as unknown as SupabaseCredentials;
    assert.deepEqual(supabase.destinations?.(credentials), [
      { host: `db.${projectRef}.supabase.co`, port: 5432 },
    ]);
  });

  it('takes no reference or region that would be another host', () => {
    for (const { pattern } of [supabase.fields.projectRef, supabase.fields.region]) {
      const regex = new RegExp(pattern.regex, 'u');
      assert.ok(regex.test('eu-central-1'));
      for (const hostile of ['evil.example/', 'a.b', 'x#', '-', 'a\n', 'A', 'user@evil'])
        assert.ok(!regex.test(hostile), hostile);
    }
  });

  it('uses TLS and verifies the server unless somebody says otherwise', async () => {
    const { tls: _on, ...byDefault } = tlsServer();
    const opened = await openConnector(supabase, { projectRef, mode: 'direct', ...byDefault });
    const { rows } = await opened
      .capability('sql')
      .query(sql`SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()`, { signal });
    assert.deepEqual(rows, [{ ssl: true }]);
    await opened.close();
    const unknown = await openConnector(supabase, {
      projectRef,
      mode: 'direct',
      ...byDefault,
      tlsCa: undefined,
    });
    await assert.rejects(supabase.test(unknown.client, { signal }), { code: 'connect-tls' });
    await unknown.close();
    // On this machine, where "Automatic" would do without.
    const offered = await openConnector(supabase, { projectRef, mode: 'direct', ...plainServer() });
    await assert.rejects(supabase.test(offered.client, { signal }), { code: 'connect-tls' });
    await offered.close();
  });

  for (const mode of ['direct', 'session', 'transaction']) {
    it(`is PostgreSQL in the mode ${mode}, without statements that the server keeps by name`, async () => {
      const opened = await local(mode);
      assert.match((await supabase.test(opened.client, { signal }))?.message ?? '', /^PostgreSQL/u);
      const database = opened.capability('sql');
      for (let n = 0; n < 3; n++) await database.query(sql`SELECT ${n}::int AS n`, { signal, maxRows: 1 });
      const sizes: number[] = [];
      for await (const batch of database.stream(sql`SELECT generate_series(1, 600) AS n`, { signal }))
        sizes.push(batch.length);
      assert.ok(sizes.length > 1, 'fetched through a cursor');
      assert.equal(
        sizes.reduce((sum, size) => sum + size),
        600,
      );
      const { rows } = await database.query(sql`SELECT count(*) AS kept FROM pg_prepared_statements`, {
        signal,
      });
      assert.deepEqual(rows, [{ kept: 0 }]);
      await opened.close();
    });
  }

  it('sets limits for its session, but none by the transaction pooler, where others would get them', async () => {
    const options = { statementTimeoutMs: 7_000 };
    assert.equal(await show('session', 'statement_timeout', { options }), '7s');
    assert.equal(await show('transaction', 'statement_timeout', { options }), '0');
    // A pasted address names no mode, but a port.
    assert.deepEqual(
      [6543, 5432].map((port) => isByTransaction('session', { port })),
      [true, false],
    );
  });
});
