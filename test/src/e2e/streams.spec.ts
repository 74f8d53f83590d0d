import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CallOutput, PatternNode } from '@patchbay/contracts';
import { type RunningHost, sleep, startHost } from '../support/host-process.js';
import { outputOf, runStep } from '../support/run-step.js';
import { runnerPeak } from '../support/runner-memory.js';
import { serverOf } from '../support/server-of.js';

interface Database {
  name: string;
  type: string;
  rows: number;
  config(host: RunningHost): Record<string, unknown>;
  /** A table of so many numbers, as FROM takes it. */
  numbers(count: number): string;
  /** Gives rows for minutes. */
  slow: string;
  /** How many statements with this text the server executes; undefined where there is no server to ask. */
  active?: (marker: string) => string;
  /** The login that executes the statement with this text, as `n`, and how it is ended. */
  login?: { find: (marker: string) => string; end: (login: unknown) => string };
}

const databases: Database[] = [
  {
    name: 'PostgreSQL',
    type: 'postgresql',
    rows: 200_000,
    config: () => ({ ...serverOf('TEST_POSTGRES_URL'), tls: 'off' }),
    numbers: (count) => `(SELECT generate_series(1, ${count}) AS n) AS numbers`,
    slow: 'SELECT n, pg_sleep(0.01) FROM generate_series(1, 100000) AS n',
    active: (marker) =>
      `SELECT count(*) AS n FROM pg_stat_activity WHERE state <> 'idle' AND query LIKE '%${marker}%' AND pid <> pg_backend_pid()`,
    login: {
      find: (marker) =>
        `SELECT pid AS n FROM pg_stat_activity WHERE query LIKE '%${marker}%' AND pid <> pg_backend_pid()`,
      end: (login) => `SELECT pg_terminate_backend(${String(login)})`,
    },
  },
  {
    name: 'MariaDB',
    type: 'mariadb',
    rows: 20_000,
    config: () => ({ ...serverOf('TEST_MARIADB_URL'), tls: 'off' }),
    numbers: (count) => `(SELECT seq AS n FROM seq_1_to_${count}) AS numbers`,
    // Wide, because the server sends nothing before it has 16 KB.
    slow: "SELECT seq AS n, SLEEP(0.01), REPEAT('x', 2000) AS wide FROM seq_1_to_100000",
    active: (marker) =>
      `SELECT COUNT(*) AS n FROM information_schema.processlist WHERE command <> 'Sleep' AND info LIKE '%${marker}%' AND id <> CONNECTION_ID()`,
    login: {
      find: (marker) =>
        `SELECT id AS n FROM information_schema.processlist WHERE info LIKE '%${marker}%' AND id <> CONNECTION_ID()`,
      end: (login) => `KILL CONNECTION ${String(login)}`,
    },
  },
  {
    name: 'SQLite',
    type: 'sqlite',
    rows: 20_000,
    config: (host) => ({ path: join(host.dataDirectory, 'files', 'streams.db'), createIfMissing: true }),
    numbers: (count) =>
      `(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${count}) SELECT n FROM c) AS numbers`,
    slow: 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c WHERE n < 0',
  },
];

const mostBytes = 300 * 1024 * 1024;
/** The aim is a second; this only keeps a failed test from waiting for ever, on a machine with much else to do. */
const guardMs = 15_000;

/** Reader → Edit Fields → Writer through the real host, against real servers. */
describe('items that flow in batches', () => {
  let host: RunningHost;
  before(async () => {
    host = await startHost();
  });
  after(async () => {
    await host.stop();
    host.remove();
  });

  for (const database of databases) {
    describe(`with ${database.name}`, () => {
      const table = `streams_${process.pid}`;
      const { rows, numbers } = database;
      let connection = '';
      const query = async (text: string) =>
        outputOf(
          await runStep(host, {
            type: 'core.sqlQuery',
            parameters: { query: text },
            connections: { database: connection },
          }),
        );
      before(async () => {
        const { name, type, config } = database;
        connection = (await host.api.call('connectionCreate', { body: { name, type, config: config(host) } }))
          .id;
        await query(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, name VARCHAR(40), amount INTEGER)`);
        await query(
          `CREATE TABLE ${table}_copy (id INTEGER PRIMARY KEY, label VARCHAR(40), doubled INTEGER)`,
        );
        await query(`INSERT INTO ${table} SELECT n, 'row', n FROM ${numbers(rows)}`);
      });
      after(async () => {
        await query(`DROP TABLE ${table}`);
        await query(`DROP TABLE ${table}_copy`);
      });

      const start = async (
        reader: Parameters,
        fields: Field[],
        writer: Parameters,
        { wait = true, between = [] }: { wait?: boolean; between?: PatternNode[] } = {},
      ) => {
        const chain = ['s', 'r', 'e', ...between.map(({ id }) => id), 'w'];
        const pattern = await host.api.call('patternCreate', {
          body: {
            name: `Streams ${randomUUID()}`,
            nodes: [
              { id: 's', name: 'Start', type: 'core.manualTrigger' },
              {
                id: 'r',
                name: 'Reader',
                type: 'core.databaseReader',
                parameters: reader,
                connections: { database: connection },
              },
              { id: 'e', name: 'Edit', type: 'core.editFields', parameters: { fields } },
              ...between,
              {
                id: 'w',
                name: 'Writer',
                type: 'core.databaseWriter',
                parameters: writer,
                connections: { database: connection },
              },
            ],
            edges: chain.slice(1).map((to, index) => ({
              from: { node: chain[index] ?? '', pin: 'main' },
              to: { node: to, pin: 'main' },
            })),
          },
        });
        return host.api.call('patternRun', { params: { id: pattern.id }, body: { wait } });
      };

      it(`copies ${rows} rows with bounded memory, and counts them`, { timeout: 240_000 }, async () => {
        const run = await start({ table }, copied, { table: `${table}_copy` });
        assert.equal(run.status, 'success', JSON.stringify(run.error));
        assert.deepEqual(countsOf(run), [
          ['Start', 1],
          ['Reader', rows],
          ['Edit', rows],
          ['Writer', rows],
        ]);
        const [sum] = await query(`SELECT COUNT(*) AS n, SUM(doubled) AS doubled FROM ${table}_copy`);
        assert.deepEqual([Number(sum?.n), Number(sum?.doubled)], [rows, rows * (rows + 1)]);
        const peak = runnerPeak(host);
        assert.ok(peak > 0 && peak < mostBytes, `the runner took ${Math.round(peak / 1_048_576)} MB`);
      });

      it('writes nothing when a step fails halfway', async () => {
        const failing = [
          ...copied,
          { name: 'doubled', value: `={{ $json.id === ${rows - 5} ? null.x : 1 }}` },
        ];
        const run = await start({ table }, failing, { table: `${table}_copy`, operation: 'replace' });
        assert.deepEqual(
          [run.status, run.error?.code, run.error?.nodeName],
          ['failed', 'expression-failed', 'Edit'],
        );
        assert.deepEqual(
          run.steps.map(({ name, status }) => [name, status]),
          [
            ['Start', 'success'],
            ['Reader', 'canceled'],
            ['Edit', 'failed'],
            ['Writer', 'canceled'],
          ],
        );
        assert.equal(Number((await query(`SELECT COUNT(*) AS n FROM ${table}_copy`))[0]?.n), rows);
      });

      const copies = async () => Number((await query(`SELECT COUNT(*) AS n FROM ${table}_copy`))[0]?.n);

      it('writes all of them where a node between needs all at once', async () => {
        const between = { id: 'b', name: 'Sort', type: 'core.sort', parameters: { fields: ['id'] } };
        const fields = [{ name: 'id', value: '={{ 20000000 - $json.id }}' }];
        const run = await start(
          { table, limit: 9_000 },
          fields,
          { table: `${table}_copy` },
          { between: [between] },
        );
        assert.equal(run.status, 'success', JSON.stringify(run.error));
        assert.deepEqual(countsOf(run).slice(3), [
          ['Sort', 9_000],
          ['Writer', 9_000],
        ]);
        const from = `FROM ${table}_copy WHERE id > 10000000`;
        assert.equal(Number((await query(`SELECT COUNT(*) AS n ${from}`))[0]?.n), 9_000);
        await query(`DELETE ${from}`);
      });

      const { login } = database;
      if (login)
        it('writes nothing when the reader loses its connection half way', { timeout: 60_000 }, async () => {
          const marker = `m${randomUUID().replaceAll('-', '')}`;
          const reader = { query: database.slow.replace('SELECT', `SELECT /* ${marker} */`) };
          const fields = [{ name: 'id', value: '={{ $json.n + 30000000 }}' }];
          const before = await copies();
          const { id } = await start(reader, fields, { table: `${table}_copy` }, { wait: false });
          const get = () => host.api.call('runGet', { params: { id } });
          const written = async () =>
            (await get()).steps.find(({ nodeId }) => nodeId === 'w')?.itemCounts.in.main ?? 0;
          await until(async () => (await written()) > 0);
          const [found] = await query(login.find(marker));
          await query(login.end(found?.n));
          await until(async () => (await get()).status === 'failed');
          const { error } = await get();
          assert.deepEqual([error?.code, error?.nodeName], ['connect-unreachable', 'Reader']);
          assert.equal(await copies(), before);
        });

      it('changes rows of the very table that it reads', async () => {
        const reader = { query: `SELECT id, amount FROM ${table} WHERE id <= 9000 ORDER BY id` };
        const fields = [
          { name: 'id', value: '={{ $json.id }}' },
          { name: 'amount', value: '={{ $json.amount + 1 }}' },
        ];
        const run = await start(reader, fields, { table, operation: 'update', keys: 'id' });
        assert.equal(run.status, 'success', JSON.stringify(run.error));
        const [sum] = await query(`SELECT SUM(amount - id) AS more FROM ${table}`);
        assert.equal(Number(sum?.more), 9_000);
      });

      it('stops the query when the run is canceled', { timeout: 60_000 }, async () => {
        const marker = `m${randomUUID().replaceAll('-', '')}`;
        const slow = { query: database.slow.replace('SELECT', `SELECT /* ${marker} */`) };
        const active = async () =>
          database.active ? Number((await query(database.active(marker)))[0]?.n) : undefined;
        const { id } = await start(slow, copied, { table: `${table}_copy` }, { wait: false });
        if (database.active) await until(async () => (await active()) === 1);
        else await sleep(500);
        await host.api.call('runCancel', { params: { id } });
        await until(async () => ((await active()) ?? 0) === 0);
        await until(async () => (await host.api.call('runGet', { params: { id } })).status === 'canceled');
        // Nothing is locked any more.
        await query(`DELETE FROM ${table} WHERE id < 0`);
      });
    });
  }
});

type Parameters = NonNullable<PatternNode['parameters']>;
interface Field {
  name: string;
  value: string;
}

const copied: Field[] = [
  { name: 'id', value: '={{ $json.id }}' },
  { name: 'label', value: '={{ $json.name.toUpperCase() + $itemIndex }}' },
  { name: 'doubled', value: '={{ $json.amount * 2 }}' },
];

function countsOf({ steps }: CallOutput<'patternRun'>): [string, number | undefined][] {
  return steps.map(({ name, itemCounts }) => [name, itemCounts.out.main]);
}

async function until(check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + guardMs;
  while (!(await check())) {
    assert.ok(Date.now() < deadline, 'it did not come about');
    await sleep(50);
  }
}
