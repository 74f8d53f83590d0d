import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { PatternDetail, PatternNode, RunDetail } from '@patchbay/contracts';
import { patternTable, patternVersionTable } from '../patterns/pattern.table.js';
import { chain, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { postgresRole } from '../spec/postgres-role.js';
import { postgresUrl } from '../spec/postgres-server.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { inlineSecretTable } from './inline-secret.table.js';

const mask = '••••••••';
type Inline = NonNullable<PatternNode['inline']>;

const reader = (inline: Inline, query = 'SELECT 1 AS one', id = 'read'): PatternNode => ({
  id,
  name: `Node ${id}`,
  type: 'core.databaseReader',
  parameters: { mode: 'inline', query },
  inline,
});

describe('Inline credentials', () => {
  let host: SpecHost;
  let files: string;
  const password = 'typed-into-the-node-4711';
  let config: Record<string, string | number>;
  let count = 0;
  before(async () => {
    const home = temporaryDirectory();
    files = join(home, 'data', 'files');
    mkdirSync(files, { recursive: true });
    writeFileSync(join(files, 'inline.db'), '');
    host = await startSpecHost({ home });
    config = { ...(await postgresRole(password)).config, tls: 'off' };
  });

  const postgresql = (more: object = {}): Inline => ({
    database: { type: 'postgresql', config: { ...config, ...more } },
  });
  const post = (...nodes: PatternNode[]) =>
    host.admin.post('/patterns', { name: `Inline ${(count += 1)}`, ...chain(start, ...nodes) });
  const create = async (...nodes: PatternNode[]) => {
    const { status, body, text } = await post(...nodes);
    assert.equal(status, 201, text);
    return body as unknown as PatternDetail;
  };
  const patch = (id: string, body: object) => host.admin.patch(`/patterns/${id}`, body);
  const run = async (id: string) => {
    const { body } = await host.admin.post(`/patterns/${id}/run`, { wait: true });
    return body as unknown as RunDetail;
  };
  const outputOf = ({ steps }: RunDetail, nodeId = 'read') =>
    steps.find((step) => step.nodeId === nodeId)?.outputs['main']?.map(({ json }) => json);
  const sealedRows = (patternId: string) => host.store.manager.findBy(inlineSecretTable, { patternId });
  const inlineOf = (pattern: PatternDetail, at = 1) => pattern.nodes[at]?.inline?.['database'];

  it('open the database for the step, and are answered and stored without their secrets', async () => {
    const pattern = await create(
      reader(postgresql(), `SELECT '${password}' AS told, current_user::text AS login`),
    );
    const shown = inlineOf(pattern);
    assert.equal(shown?.config['password'], mask);
    assert.deepEqual(
      [shown?.config['host'], shown?.secretKeys, shown?.id],
      [config['host'], ['/password'], undefined],
    );
    const ended = await run(pattern.id);
    assert.equal(ended.status, 'success', JSON.stringify(ended.error));
    const [row] = outputOf(ended) ?? [];
    assert.equal(row?.['login'], config['username']);
    // The statement holds the password in readable form, as somebody might: its value is hidden all the same.
    assert.ok(!JSON.stringify(ended).includes(password));
    const { body } = await host.admin.get(`/patterns/${pattern.id}`);
    assert.deepEqual(inlineOf(body as unknown as PatternDetail), shown);
    const audit = await host.store.manager.query<{ action: string; subjectType: string }[]>(
      `SELECT "action", "subjectType" FROM "audit" WHERE "subjectType" = 'inlineConnection'`,
    );
    assert.deepEqual(audit[0], { action: 'connection.leased', subjectType: 'inlineConnection' });
  });

  it('are in no row of the store', async () => {
    const pattern = await create(reader(postgresql()));
    await patch(pattern.id, { name: `Inline ${(count += 1)}` });
    const { manager } = host.store;
    const rows = [
      ...(await manager.findBy(patternTable, { id: pattern.id })),
      ...(await manager.findBy(patternVersionTable, { patternId: pattern.id })),
      ...(await sealedRows(pattern.id)),
    ];
    assert.equal(rows.length, 4, 'the draft, two versions, and one sealed row for both');
    assert.ok(!JSON.stringify(rows).includes(password));
  });

  it('work with MariaDB and SQLite, to read and to write', async () => {
    const {
      hostname,
      port,
      username,
      password: word,
      pathname,
    } = new URL(process.env['TEST_MARIADB_URL'] ?? '');
    const places: Inline[] = [
      {
        database: {
          type: 'mariadb',
          config: {
            host: hostname,
            port: Number(port),
            username,
            password: decodeURIComponent(word),
            database: pathname.slice(1),
            tls: 'off',
          },
        },
      },
      { database: { type: 'sqlite', config: { path: join(files, 'inline.db') } } },
      { database: { type: 'postgresql', config: postgresConfig() } },
    ];
    for (const inline of places) {
      const table = `inline_${process.pid}`;
      const sql = (id: string, query: string) => reader(inline, query, id);
      const writer: PatternNode = {
        id: 'write',
        name: 'Write',
        type: 'core.databaseWriter',
        parameters: { mode: 'inline', operation: 'insert', table, columns: ['name'] },
        inline,
      };
      const type = inline['database']?.type;
      const saved = await host.admin.post('/connections', { name: `Saved ${type}`, ...inline['database'] });
      const made = await create({
        id: 'make',
        name: 'Make',
        type: 'core.sqlQuery',
        parameters: { query: `CREATE TABLE IF NOT EXISTS ${table} (name VARCHAR(20))` },
        connections: { database: String(saved.body['id']) },
      });
      const ended = await run(made.id);
      assert.equal(ended.status, 'success', `${type}: ${JSON.stringify(ended.error)}`);
      const name: PatternNode = {
        id: 'edit',
        name: 'Edit',
        type: 'core.editFields',
        parameters: { fields: [{ name: 'name', value: 'Ada' }] },
      };
      const both = await run((await create(name, writer, sql('read', `SELECT name FROM ${table}`))).id);
      assert.deepEqual(outputOf(both), [{ name: 'Ada' }], `${type}: ${JSON.stringify(both.error)}`);
      const refused = await run((await create(sql('read', `DROP TABLE ${table}`))).id);
      assert.equal(refused.error?.code, 'sql-refused', type);
      const drop = { ...writer, parameters: { mode: 'inline', operation: 'drop', table } };
      assert.equal((await run((await create(drop)).id)).status, 'success', type);
    }
  });

  it('are kept by the mask, over versions, unless they would go elsewhere', async () => {
    const pattern = await create(reader(postgresql()));
    const edited = pattern.nodes.map((node) =>
      node.id === 'read' ? { ...node, parameters: { ...node.parameters, query: 'SELECT 2 AS two' } } : node,
    );
    const kept = await patch(pattern.id, { nodes: edited });
    assert.equal(kept.status, 200, kept.text);
    assert.equal((await sealedRows(pattern.id)).length, 1, 'nothing was sealed anew');
    assert.deepEqual(outputOf(await run(pattern.id)), [{ two: 2 }]);
    const changed = await patch(pattern.id, {
      nodes: [start, reader(postgresql({ password: mask, username: 'x' }))],
    });
    assert.equal(changed.status, 200, changed.text);
    assert.equal((await run(pattern.id)).status, 'failed');
    const away = await patch(pattern.id, {
      nodes: [start, reader(postgresql({ password: mask, host: 'evil.test' }))],
    });
    assert.deepEqual([away.status, away.body['code']], [409, 'secret-reentry-required']);
    assert.match(away.text, /\/nodes\/1\/inline\/database\/config\//);
  });

  it('do not travel with a copy, to another node or by a change of the type', async () => {
    const pattern = await create(reader(postgresql()));
    const node = pattern.nodes[1] as PatternNode;
    const refused = [
      await post(node),
      await patch(pattern.id, { nodes: [start, { ...node, id: 'other' }], edges: [] }),
      await patch(pattern.id, {
        nodes: [start, reader({ database: { type: 'mariadb', config: { ...config, password: mask } } })],
      }),
    ];
    assert.deepEqual(
      refused.map(({ status, body }) => [status, body['code']]),
      refused.map(() => [422, 'secret-not-set']),
    );
  });

  it('do not open in another place of the store', async () => {
    const victim = await create(reader(postgresql()));
    const thief = await create(reader(postgresql({ password: 'of-the-thief-0815' })));
    const [stolen] = await sealedRows(victim.id);
    const [own] = await sealedRows(thief.id);
    await host.store.transaction((manager) =>
      manager.update(
        inlineSecretTable,
        { id: own?.id ?? '' },
        { secretsSealed: stolen?.secretsSealed ?? '' },
      ),
    );
    assert.equal((await run(thief.id)).error?.code, 'connection-quarantined');
  });

  it('end with their pattern', async () => {
    const pattern = await create(reader(postgresql()));
    assert.equal((await sealedRows(pattern.id)).length, 1);
    await host.admin.delete(`/patterns/${pattern.id}`);
    assert.equal((await sealedRows(pattern.id)).length, 0);
  });

  it('are refused where they do not belong', async () => {
    const wrong: [PatternNode, RegExp][] = [
      [{ ...reader(postgresql()), parameters: { query: 'SELECT 1' } }, /mode is inline/],
      [{ ...reader({ other: { type: 'sqlite', config: {} } }) }, /cannot be typed/],
      [{ ...reader(postgresql()), connections: { database: 'some-id' } }, /choose one of the two/],
      [
        reader({ database: { type: 'webhook', config: { url: 'https://example.test' } } }),
        /takes a connection/,
      ],
      [reader({ database: { type: 'nothing', config: {} } }), /is no connector that fits/],
      [
        { ...reader(postgresql()), type: 'core.sqlQuery', parameters: { query: 'SELECT 1' } },
        /cannot be typed/,
      ],
    ];
    for (const [node, words] of wrong) {
      const { status, text } = await post(node);
      assert.equal(status, 422, text);
      assert.match(text, words);
      assert.ok(!text.includes(password));
    }
    const unknown = await post(reader(postgresql({ port: 'no port' })));
    assert.match(unknown.text, /\/nodes\/1\/inline\/database\/config\/port/);
    const none = await create({ ...reader({}), inline: {} });
    assert.equal((await run(none.id)).error?.code, 'connection-missing');
  });
});

function postgresConfig() {
  const { hostname: host, port, username, password, pathname } = new URL(postgresUrl());
  const login = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { host, port: Number(port), ...login, database: pathname.slice(1), tls: 'off' };
}
