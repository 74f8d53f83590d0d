import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternListItem, PatternNode } from '@patchbay/contracts';
import { connectionReferenceTable } from '../connections/connection-reference.table.js';
import { chain, editNode, sqlNode, start } from '../spec/graphs.js';
import type { Answer } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret-1' };
const hook = (path: string): PatternNode => ({
  id: 'hook',
  name: 'Hook',
  type: 'core.webhookTrigger',
  parameters: { path },
});
const pointersOf = ({ body }: Answer) =>
  ((body['errors'] ?? []) as { pointer: string }[]).map(({ pointer }) => pointer);

for (const kind of storeKinds) {
  describe(`Patterns on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const post = (values: object, api = host.admin) =>
      api.post('/patterns', { name: `p${(count += 1)}`, ...chain(start), ...values });
    const create = async (values: object = {}): Promise<string> => {
      const { status, body, text } = await post(values);
      assert.equal(status, 201, text);
      return String(body['id']);
    };
    const connect = async (values: object = {}, api = host.admin): Promise<string> => {
      const name = `c${(count += 1)}`;
      const { status, body, text } = await api.post('/connections', {
        name,
        type: 'postgresql',
        config,
        ...values,
      });
      assert.equal(status, 201, text);
      return String(body['id']);
    };
    const patch = (id: string, values: object) => host.admin.patch(`/patterns/${id}`, values);
    const references = async (patternId: string) => {
      const rows = await host.store.manager.findBy(connectionReferenceTable, { patternId });
      return rows
        .map(({ userType, patternVersion, connectionId }) => [userType, patternVersion, connectionId])
        .sort();
    };

    it('are stored as they were sent, listed, changed and deleted', async () => {
      const graph = { ...chain(start, editNode(1)), settings: { timeZone: 'Europe/Berlin' } };
      const id = await create({ name: 'Whole life', ...graph });
      const { body } = await host.admin.get(`/patterns/${id}`);
      assert.deepEqual(
        [body['nodes'], body['edges'], body['settings']],
        [graph.nodes, graph.edges, graph.settings],
      );
      assert.deepEqual([body['version'], body['active'], body['nodeCount']], [1, false, 2]);
      const { body: changed } = await patch(id, { description: 'What it does' });
      assert.deepEqual(
        [changed['version'], changed['description'], changed['nodes']],
        [2, 'What it does', graph.nodes],
      );
      const listed = await host.admin.get('/patterns?q=WHOLE');
      assert.deepEqual(
        (listed.body['items'] as { id: string }[]).map((item) => item.id),
        [id],
      );
      assert.equal((await host.admin.delete(`/patterns/${id}`)).status, 204);
      assert.equal((await host.admin.get(`/patterns/${id}`)).body['code'], 'pattern-not-found');
    });

    it('come page by page, newest first', async () => {
      const ids = [await create(), await create(), await create()];
      const first = await host.admin.get('/patterns?limit=2');
      const second = await host.admin.get(`/patterns?limit=1&cursor=${String(first.body['nextCursor'])}`);
      const items = [first, second].flatMap(({ body }) => body['items'] as { id: string }[]);
      assert.deepEqual(
        items.map((item) => item.id),
        ids.reverse(),
      );
    });

    it('are found by words of their names and descriptions, and tell how they ran last', async () => {
      const id = await create({ name: 'Parcels of 100%', description: 'Tells the carrier' });
      const found = async (q: string) => {
        const { body } = await host.admin.get(`/patterns?q=${encodeURIComponent(q)}`);
        return body['items'] as PatternListItem[];
      };
      assert.deepEqual(
        (await found('carrier parcels')).map((item) => item.id),
        [id],
      );
      assert.deepEqual(
        (await found('0%')).map((item) => item.lastRun),
        [null],
      );
      assert.deepEqual(await found('parcels_of'), []);
      await host.admin.post(`/patterns/${id}/run`, { wait: true });
      const last = await host.admin.post(`/patterns/${id}/run`, { wait: true });
      const [item] = await found('parcels');
      assert.deepEqual([item?.lastRun?.id, item?.lastRun?.status], [last.body['id'], 'success']);
    });

    it('name everything that is wrong at once', async () => {
      const answer = await post({
        nodes: [
          start,
          { ...start, name: 'Twice' },
          { id: 'x', name: 'X', type: 'core.none' },
          sqlNode('no-such-id', ''),
        ],
        edges: [{ from: { node: 'gone', pin: 'main' }, to: { node: 'sql', pin: 'main' } }],
      });
      assert.deepEqual([answer.status, answer.body['code']], [422, 'pattern-invalid']);
      const wrong = ['/nodes/1/id', '/nodes/2/type', '/nodes/3/parameters/query', '/edges/0/from/node'];
      assert.deepEqual(pointersOf(answer).sort(), [...wrong, '/nodes/3/connections/database'].sort());
    });

    it('refuse a connection that does not fit the slot', async () => {
      const connection = await connect({ type: 'http', config: { baseUrl: 'https://api.example.org' } });
      const answer = await post(chain(start, sqlNode(connection, 'SELECT 1')));
      assert.deepEqual([answer.status, pointersOf(answer)], [422, ['/nodes/1/connections/database']]);
    });

    it('have names of their own, also when they are taken at once', async () => {
      await create({ name: 'unique' });
      const again = await post({ name: 'unique' });
      assert.deepEqual([again.status, again.body['code'], pointersOf(again)], [409, 'conflict', ['/name']]);
      assert.equal((await patch(await create(), { name: 'unique' })).status, 409);
      const race = await Promise.all(Array.from({ length: 5 }, () => post({ name: 'raced' })));
      assert.deepEqual(race.map(({ status }) => status).sort(), [201, 409, 409, 409, 409]);
    });

    it('lose no change to another one', async () => {
      const id = await create();
      assert.equal((await patch(id, { version: 1, description: 'first' })).body['version'], 2);
      const late = await patch(id, { version: 1, description: 'second' });
      assert.deepEqual([late.status, late.body['code'], late.body['version']], [409, 'version-conflict', 2]);
      const race = await Promise.all(
        Array.from({ length: 5 }, (_, index) => patch(id, { version: 2, description: `${index}` })),
      );
      assert.deepEqual(race.map(({ status }) => status).sort(), [200, 409, 409, 409, 409]);
      const codes = race.filter(({ status }) => status === 409).map(({ body }) => body['code']);
      assert.deepEqual(new Set(codes), new Set(['version-conflict']));
    });

    it('of another project look missing, and so do its connections and somebody else’s personal ones', async () => {
      const elsewhere = await host.addUser('admin', await host.addProject());
      const foreign = String((await post({}, elsewhere.api)).body['id']);
      for (const answer of [
        await host.admin.get(`/patterns/${foreign}`),
        await patch(foreign, { name: 'mine' }),
        await host.admin.delete(`/patterns/${foreign}`),
        await host.admin.post(`/patterns/${foreign}/run`, {}),
      ])
        assert.deepEqual([answer.status, answer.body['code']], [404, 'pattern-not-found']);
      const colleague = await host.addUser('designer');
      const details = [];
      for (const id of [
        'no-such-id',
        await connect({}, elsewhere.api),
        await connect({ scope: 'personal' }, colleague.api),
      ]) {
        const { status, body } = await post(chain(start, sqlNode(id, 'SELECT 1')));
        details.push([status, JSON.stringify(body['errors'])]);
      }
      assert.equal(details[0]?.[0], 422);
      assert.deepEqual(details, [details[0], details[0], details[0]]);
    });

    it('keep what a deleted connection leaves behind until it is bound again', async () => {
      const connection = await connect();
      const graph = chain(start, sqlNode(connection, 'SELECT 1'));
      const id = await create(graph);
      assert.equal((await host.admin.delete(`/connections/${connection}`)).body['code'], 'connection-in-use');
      assert.equal((await host.admin.delete(`/connections/${connection}?detach=true`)).status, 204);
      assert.equal((await patch(id, graph)).status, 200);
      const moved = await patch(id, chain(start, { ...sqlNode(connection, 'SELECT 1'), id: 'other' }));
      assert.deepEqual(pointersOf(moved), ['/nodes/1/connections/database']);
    });

    it('index the connections of the draft and of the version that is live', async () => {
      const [first, second] = [await connect(), await connect()];
      const id = await create(chain(hook(`indexed-${kind}`), sqlNode(first, 'SELECT 1')));
      assert.deepEqual(await references(id), [['draft', 0, first]]);
      assert.equal((await patch(id, { active: true })).body['activeVersion'], 1);
      await patch(id, chain(hook(`indexed-${kind}`), sqlNode(second, 'SELECT 1')));
      assert.deepEqual(await references(id), [
        ['draft', 0, second],
        ['version', 1, first],
      ]);
      const { body } = await host.admin.delete(`/connections/${first}`);
      assert.deepEqual(
        (body['dependents'] as { kind: string }[]).map((dependent) => dependent.kind),
        ['version'],
      );
      await patch(id, { active: false });
      assert.deepEqual(await references(id), [['draft', 0, second]]);
      await host.admin.delete(`/patterns/${id}`);
      assert.deepEqual(await references(id), []);
    });

    it('take their addresses down when they are deleted', async () => {
      const id = await create(chain(hook(`gone-${kind}`)));
      await patch(id, { active: true });
      const call = () => fetch(`${host.url}/hooks/development/gone-${kind}`, { method: 'POST' });
      assert.equal((await call()).status, 202);
      await host.admin.delete(`/patterns/${id}`);
      assert.equal((await call()).status, 404);
    });

    it('are changed by designers, run by analysts and read by viewers', async () => {
      const id = await create();
      const answers = async (role: 'designer' | 'analyst' | 'viewer') => {
        const { api } = await host.addUser(role);
        return [
          (await api.get(`/patterns/${id}`)).status,
          (await api.post(`/patterns/${id}/run`, {})).status,
          (await api.patch(`/patterns/${id}`, { description: role })).status,
          (await post({}, api)).status,
        ];
      };
      assert.deepEqual(await answers('designer'), [200, 202, 200, 201]);
      assert.deepEqual(await answers('analyst'), [200, 202, 403, 403]);
      assert.deepEqual(await answers('viewer'), [200, 403, 403, 403]);
      assert.equal((await host.anonymous.get(`/patterns/${id}`)).status, 401);
    });
  });
}
