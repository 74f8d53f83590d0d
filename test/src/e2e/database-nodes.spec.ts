import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type RunningHost, startHost } from '../support/host-process.js';
import { outputOf, runStep, type StepToRun } from '../support/run-step.js';
import { serverOf } from '../support/server-of.js';

interface Database {
  name: string;
  type: string;
  config(host: RunningHost): Record<string, unknown>;
  quote(name: string): string;
}

const doubled = (sign: string) => (name: string) => sign + name.replaceAll(sign, sign + sign) + sign;
const databases: Database[] = [
  {
    name: 'PostgreSQL',
    type: 'postgresql',
    config: () => ({ ...serverOf('TEST_POSTGRES_URL'), tls: 'off' }),
    quote: doubled('"'),
  },
  {
    name: 'MariaDB',
    type: 'mariadb',
    config: () => ({ ...serverOf('TEST_MARIADB_URL'), tls: 'off' }),
    quote: doubled('`'),
  },
  {
    name: 'SQLite',
    type: 'sqlite',
    config: (host) => ({ path: join(host.dataDirectory, 'files', 'nodes.db'), createIfMissing: true }),
    quote: doubled('"'),
  },
];

/** Names as nobody should choose them; each would end the quoting of one database or another. */
const run = process.pid;
const table = `t${run}"; DROP TABLE \`v]--`;
const column = 'na"me`]\'; --';
const victim = `victim_${run}`;

/** The nodes for databases, through the real host, against real servers. */
describe('the database nodes', () => {
  let host: RunningHost;
  before(async () => {
    host = await startHost();
  });
  after(async () => {
    await host.stop();
    host.remove();
  });

  for (const { name, type, config, quote } of databases) {
    describe(`with ${name}`, () => {
      let database = '';
      const step = (node: string, parameters: StepToRun['parameters'], items?: StepToRun['items']) =>
        runStep(host, {
          type: `core.${node}`,
          parameters: parameters ?? {},
          connections: { database },
          ...(items ? { items } : {}),
        });
      const execute = async (query: string) => outputOf(await step('sqlQuery', { query }));
      const write = (operation: string, items: Record<string, unknown>[], more = {}) =>
        step(
          'databaseWriter',
          { operation, table, keys: operation === 'insert' ? [] : 'id', ...more },
          items,
        );
      const read = async (more = {}, items?: Record<string, unknown>[]) =>
        outputOf(await step('databaseReader', { table, orderBy: 'id', ...more }, items));

      before(async () => {
        const created = await host.api.call('connectionCreate', {
          body: { name, type, config: config(host) },
        });
        database = created.id;
        await execute(
          `CREATE TABLE ${quote(table)} (id int PRIMARY KEY, ${quote(column)} varchar(200), n int)`,
        );
        await execute(`CREATE TABLE ${victim} (id int PRIMARY KEY)`);
        await execute(`INSERT INTO ${victim} (id) VALUES (1)`);
      });
      after(async () => {
        await execute(`DROP TABLE ${quote(table)}`);
        await execute(`DROP TABLE ${victim}`);
      });

      it('inserts, upserts, updates, deletes and replaces', async () => {
        const names = async () => (await read()).map((row) => [row.id, row[column], row.n]);
        outputOf(
          await write('insert', [
            { id: 1, [column]: 'a', n: 1 },
            { id: 2, [column]: 'b' },
          ]),
        );
        assert.deepEqual(await names(), [
          [1, 'a', 1],
          [2, 'b', null],
        ]);
        outputOf(
          await write('upsert', [
            { id: 2, [column]: 'B' },
            { id: 3, [column]: 'c' },
          ]),
        );
        outputOf(
          await write('update', [
            { id: 1, n: 9 },
            { id: 7, n: 9 },
          ]),
        );
        assert.deepEqual(await names(), [
          [1, 'a', 9],
          [2, 'B', null],
          [3, 'c', null],
        ]);
        outputOf(await write('delete', [{ id: 2, [column]: 'not looked at' }]));
        assert.deepEqual(await names(), [
          [1, 'a', 9],
          [3, 'c', null],
        ]);
        outputOf(await write('replace', [{ id: 5, [column]: 'only' }]));
        assert.deepEqual(await names(), [[5, 'only', null]]);
      });

      it('filters, orders and limits', async () => {
        const rows = ['50%', '500', "o'neil", '_x', 'yx'].map((text, index) => ({
          id: index,
          [column]: text,
          n: index % 2,
        }));
        outputOf(await write('replace', rows));
        const ids = async (...filter: Record<string, unknown>[]) =>
          (await read({ filter })).map(({ id }) => id);
        assert.deepEqual(await ids({ column, operator: 'contains', value: '0%' }), [0]);
        assert.deepEqual(await ids({ column, operator: 'startsWith', value: '_' }), [3]);
        assert.deepEqual(await ids({ column, operator: 'in', value: ["o'neil", '500', 'none'] }), [1, 2]);
        assert.deepEqual(
          await ids({ column: 'n', operator: '=', value: 0 }, { column: 'id', operator: 'gt', value: 0 }),
          [2, 4],
        );
        assert.deepEqual(await ids({ column: 'id', operator: 'in', value: [] }), []);
        assert.deepEqual(await read({ orderBy: 'n desc, id desc', limit: 2, columns: 'id' }), [
          { id: 3 },
          { id: 1 },
        ]);
        const given = {
          query: `=SELECT id FROM ${quote(table)} WHERE id > {{ $json.id }} ORDER BY id`,
          table: '',
          limit: 1,
        };
        assert.deepEqual(await read(given, [{ id: 2 }]), [{ id: 3 }]);
      });

      it('takes values that look like SQL for values', async () => {
        outputOf(await write('replace', [{ id: 1, [column]: 'a' }]));
        const hostile = `x' OR '1'='1'; DROP TABLE ${victim}; --`;
        const filter = [{ column, operator: '={{ "equals" }}', value: '={{ $json.text }}' }];
        assert.deepEqual(await read({ filter }, [{ text: hostile }]), []);
        outputOf(await write('upsert', [{ id: 2, [column]: hostile }]));
        assert.deepEqual(
          (await read({ filter }, [{ text: hostile }])).map((row) => row[column]),
          [hostile],
        );
        await stillThere();
      });

      it('takes names that look like SQL for names', async () => {
        const hostile = [`"`, '`', ']', "'"].map(
          (sign) => `id${sign} FROM ${victim}; DROP TABLE ${victim}; --`,
        );
        for (const bad of hostile) {
          await refused(step('databaseReader', { table: bad }));
          await refused(step('databaseReader', { table: victim, schema: bad }));
          await refused(step('databaseReader', { table: victim, columns: [bad] }));
          await refused(step('databaseReader', { table: victim, orderBy: [{ column: bad }] }));
          await refused(step('databaseReader', { table: victim, filter: [{ column: bad, value: 1 }] }));
          for (const operation of ['insert', 'upsert', 'update', 'delete', 'replace']) {
            await refused(write(operation, [{ id: 1, [bad]: 2 }], { table: bad }));
            await refused(write(operation, [{ id: 1, n: 2 }], { table: victim, schema: bad }));
            if (operation !== 'delete')
              await refused(write(operation, [{ id: 2, [bad]: 2 }], { table: victim }));
          }
          await refused(write('delete', [{ [bad]: 2 }], { table: victim, keys: [bad] }));
        }
        await stillThere();
      });

      // SQLite would take a double-quoted name that it does not know for a text, and find nothing without a word.
      it('does not take a column that is missing for a text', async () => {
        await refused(
          step('databaseReader', { table: victim, filter: [{ column: 'nobody', value: 'nobody' }] }),
        );
        await refused(step('databaseReader', { table: victim, columns: 'nobody' }));
      });

      async function refused(running: ReturnType<typeof step>): Promise<void> {
        const { status, error } = await running;
        assert.equal(status, 'failed');
        assert.ok(['sql-failed', 'parameter-invalid'].includes(error?.code ?? ''), JSON.stringify(error));
      }

      async function stillThere(): Promise<void> {
        assert.deepEqual(await read({ table: victim }), [{ id: 1 }]);
      }
    });
  }
});
