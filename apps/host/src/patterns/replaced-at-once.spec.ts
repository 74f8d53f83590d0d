import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { before, describe, it } from 'node:test';
import { connectionReferenceTable } from '../connections/connection-reference.table.js';
import type { Answer } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { sessionsWaiting } from '../spec/postgres-server.js';
import { sqlPattern } from '../spec/sql-pattern.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';
import { stopWrites } from '../spec/write-stop.js';
import { patternTable, patternVersionTable } from './pattern.table.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret' };

type Act = () => Promise<Answer>;

for (const kind of storeKinds) {
  describe(`Replacing a connection while somebody else changes what it touches, on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const made = async (path: string, body: object) => {
      const answer = await host.admin.post(path, body);
      assert.equal(answer.status, 201, answer.text);
      return String(answer.body['id']);
    };
    const connect = () => made('/connections', { name: `c${(count += 1)}`, type: 'postgresql', config });
    /** Two connections, and two patterns that use the one which is to be replaced. */
    const setting = async () => {
      const [a, b] = [await connect(), await connect()];
      const pattern = () => made('/patterns', sqlPattern(`p${(count += 1)}`, a));
      const [p, q] = [await pattern(), await pattern()];
      const replace: Act = () => host.admin.post(`/connections/${a}/replace-with/${b}`);
      return { a, b, p, q, replace };
    };
    const boundTo = async (...ids: string[]) => {
      const rows = await Promise.all(
        ids.map((id) => host.store.manager.findOneByOrFail(patternTable, { id })),
      );
      for (const { id, version, graph } of rows) {
        const frozen = await host.store.manager.findBy(patternVersionTable, { patternId: id });
        const versions = frozen.map((each) => each.version).sort((one, other) => one - other);
        assert.deepEqual(
          versions,
          Array.from({ length: version }, (_, index) => index + 1),
        );
        const { graph: last } = frozen.find((each) => each.version === version) ?? assert.fail();
        assert.deepEqual(last, graph);
        const uses = await host.store.manager.findBy(connectionReferenceTable, { patternId: id });
        const named = graph.nodes.flatMap(({ connections = {} }) => Object.values(connections));
        assert.deepEqual(new Set(uses.map(({ connectionId }) => connectionId)), new Set(named));
      }
      return rows.map(({ graph }) => graph.nodes[1]?.connections?.['database']);
    };
    /** The one has written and is not committed when the other comes by. */
    const interleaved = async (one: Act, other: Act): Promise<[Answer, Answer]> => {
      const commit = await stopWrites(host.store, 'audit');
      const waiting = (sessions: number) => async () => (await sessionsWaiting(host.store)) === sessions;
      const first = one();
      await waitUntil('the first has written', waiting(1));
      const second = other();
      await waitUntil('the second has come by', waiting(2));
      await commit();
      return Promise.all([first, second]);
    };
    /** Transactions of SQLite queue: both have read what they read before, and write one after the other. */
    const queued = async (one: Act, other: Act): Promise<[Answer, Answer]> => {
      const { store } = host;
      const transaction = store.transaction.bind(store);
      const go = new EventEmitter();
      const holding = transaction(() => once(go, 'on'));
      let inQueue = 0;
      store.transaction = (work) => ((inQueue += 1), transaction(work));
      const first = one();
      await waitUntil('the first is queued', () => inQueue === 1);
      const second = other();
      await waitUntil('the second is queued', () => inQueue === 2);
      store.transaction = transaction;
      go.emit('on');
      await holding;
      return Promise.all([first, second]);
    };
    const atOnce = kind === 'postgres' ? interleaved : queued;
    const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

    it('keeps an edit of a pattern that came first, and refuses one that comes after', async () => {
      const before = await setting();
      const query = 'SELECT 2 AS two';
      const edit = (id: string, a: string) => () =>
        host.admin.patch(`/patterns/${id}`, { nodes: sqlPattern('', a, query).nodes, version: 1 });
      const done = await atOnce(edit(before.p, before.a), before.replace);
      assert.deepEqual(statuses(done), [200, 200], done[0].text + done[1].text);
      assert.deepEqual(await boundTo(before.p, before.q), [before.b, before.b]);
      const { graph, version } = await host.store.manager.findOneByOrFail(patternTable, { id: before.p });
      assert.deepEqual([graph.nodes[1]?.parameters?.['query'], version], [query, 3]);

      const after = await setting();
      const refused = await atOnce(after.replace, edit(after.p, after.a));
      assert.deepEqual(statuses(refused), [200, 409], refused[1].text);
      assert.equal(refused[1].body['code'], 'version-conflict');
      assert.deepEqual(await boundTo(after.p, after.q), [after.b, after.b]);
    });

    it('keeps a new name or description of a pattern, whichever comes first', async () => {
      for (const patch of [{ name: 'renamed' }, { description: 'described' }]) {
        for (const isFirst of [true, false]) {
          const { p, q, b, replace } = await setting();
          const edit = () => host.admin.patch(`/patterns/${p}`, unique(patch, p));
          const done = await (isFirst ? atOnce(edit, replace) : atOnce(replace, edit));
          assert.deepEqual(statuses(done), [200, 200], done[0].text + done[1].text);
          const row = await host.store.manager.findOneByOrFail(patternTable, { id: p });
          assert.deepEqual({ ...row, ...unique(patch, p) }, row);
          assert.deepEqual([row.version, ...(await boundTo(p, q))], [3, b, b]);
        }
      }
    });

    it('finds a pattern that was being made, whose maker had found the connection', async () => {
      const { a, b, p, q, replace } = await setting();
      const create = () => host.admin.post('/patterns', sqlPattern(`p${(count += 1)}`, a));
      const [created, replaced] = await atOnce(create, replace);
      assert.deepEqual(statuses([created, replaced]), [201, 200], created.text + replaced.text);
      assert.deepEqual(await boundTo(p, q, String(created.body['id'])), [b, b, b]);
    });

    it('lets both connections be changed meanwhile', async () => {
      for (const changed of ['a', 'b'] as const) {
        for (const isFirst of [true, false]) {
          const { p, q, ...ids } = await setting();
          const name = `renamed ${ids[changed]}`;
          const edit = () => host.admin.patch(`/connections/${ids[changed]}`, { name, version: 1 });
          const done = await (isFirst ? atOnce(edit, ids.replace) : atOnce(ids.replace, edit));
          assert.deepEqual(statuses(done), [200, 200], done[0].text + done[1].text);
          assert.deepEqual(await boundTo(p, q), [ids.b, ids.b]);
          assert.equal((await host.admin.get(`/connections/${ids[changed]}`)).body['name'], name);
        }
      }
    });

    it('does not meet a deletion halfway: whoever comes second finds what the first has made', async () => {
      // What is replaced cannot be deleted first: it is in use.
      for (const [deleted, isFirst, expected] of [
        ['a', false, [200, 204]],
        ['b', true, [204, 404]],
        ['b', false, [200, 409]],
      ] as const) {
        const { p, q, ...ids } = await setting();
        const remove = () => host.admin.delete(`/connections/${ids[deleted]}`);
        const done = await (isFirst ? atOnce(remove, ids.replace) : atOnce(ids.replace, remove));
        assert.deepEqual(statuses(done), expected, done[0].text + done[1].text);
        const bound = isFirst ? ids.a : ids.b;
        assert.deepEqual(await boundTo(p, q), [bound, bound]);
      }
    });

    it('gives way to nothing half when everybody comes at once', async () => {
      const { a, b, p, q, replace } = await setting();
      const nodes = (query: string) => ({ nodes: sqlPattern('', a, query).nodes, version: 1 });
      const answers = await Promise.all([
        host.admin.patch(`/patterns/${p}`, nodes('SELECT 3')),
        host.admin.patch(`/connections/${a}`, { description: 'old' }),
        replace(),
        host.admin.patch(`/patterns/${q}`, nodes('SELECT 4')),
        host.admin.patch(`/connections/${b}`, { description: 'new' }),
        host.admin.post(`/connections/${b}/replace-with/${a}`),
      ]);
      for (const { status, text } of answers) assert.ok([200, 409].includes(status), text);
      const bound = await boundTo(p, q);
      assert.ok(bound.every((each) => each === a || each === b));
      const { body } = await host.admin.post('/audit/verify');
      assert.deepEqual([body['ok'], body['firstBad']], [true, null]);
    });
  });
}

/** Names are taken once. */
function unique({ name, ...patch }: { name?: string; description?: string }, id: string) {
  return name === undefined ? patch : { ...patch, name: `${name} ${id}` };
}
