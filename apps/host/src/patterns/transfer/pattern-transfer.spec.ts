import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternDetail, PatternFile, PatternImportAnswer, PatternNode } from '@patchbay/contracts';
import { auditTable } from '../../audit/audit.table.js';
import { connectionReferenceTable } from '../../connections/connection-reference.table.js';
import { patternTable, patternVersionTable } from '../pattern.table.js';
import type { Answer, Api } from '../../spec/api.js';
import { chain, editNode, sqlNode, start } from '../../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../../spec/host.js';
import { storeKinds } from '../../spec/stores.js';

const planted = { host: 'planted.example.org', password: 'planted-secret-1' };
const config = { ...planted, database: 'shop', username: 'reader' };
const hook = (path: string): PatternNode => ({
  id: 'hook',
  name: 'Hook',
  type: 'core.webhookTrigger',
  parameters: { path },
});
const slot = '/nodes/1/connections/database';
const problemOf = ({ status, body }: Answer) => [
  ...[status, body['code']],
  ((body['errors'] ?? []) as { pointer: string }[]).map(({ pointer }) => pointer),
];
const idsOf = ({ nodes }: PatternDetail) => nodes.map(({ connections }) => connections?.['database']);

for (const kind of storeKinds) {
  describe(`Patterns in files on ${kind}`, () => {
    let host: SpecHost;
    let other: { api: Api; projectId: string };
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      const projectId = await host.addProject();
      other = { projectId, api: (await host.addUser('admin', projectId)).api };
    });

    const fresh = () => `p${(count += 1)}`;
    const made = async (answer: Promise<Answer>): Promise<PatternImportAnswer> => {
      const { status, body, text } = await answer;
      assert.equal(status, 201, text);
      return body as unknown as PatternImportAnswer;
    };
    const connect = async (name: string, api = host.admin, values: object = {}): Promise<string> =>
      (await made(api.post('/connections', { name, type: 'postgresql', config, ...values }))).id;
    const create = (graph: object, api = host.admin) =>
      made(api.post('/patterns', { name: fresh(), ...graph }));
    const fileOf = async (id: string, api = host.admin): Promise<PatternFile> => {
      const { status, body, text } = await api.get(`/patterns/${id}/export`);
      assert.equal(status, 200, text);
      return body as unknown as PatternFile;
    };
    const load = (file: object, api = other.api) => api.post('/patterns/import', file);
    const loaded = (file: object, api = other.api) => made(load(file, api));
    const reading = async (connectionName: string) =>
      create(chain(start, sqlNode(await connect(connectionName), 'SELECT 1')));
    const recorded = async (action: string) => {
      const order = { sequence: 'ASC' } as const;
      const rows = await host.store.manager.find(auditTable, { where: { action }, order });
      return rows.map(({ subjectId, details }) => ({ subjectId, details: JSON.parse(details) as object }));
    };
    /** Everything that an import could leave behind. */
    const counts = () =>
      Promise.all([
        host.store.manager.count(patternTable),
        host.store.manager.count(patternVersionTable),
        host.store.manager.count(connectionReferenceTable),
        recorded('pattern.created').then(({ length }) => length),
      ]);

    it('go to another project whole, with its connection of that name and type', async () => {
      const here = await connect('Shop');
      const there = await connect('Shop', other.api);
      const graph = chain(start, sqlNode(here, 'SELECT 1', { retries: 2 }), editNode('= {{ $json }}'));
      const pattern = await create({ ...graph, description: 'Daily', settings: { timeZone: 'Asia/Tokyo' } });
      const file = await fileOf(pattern.id);
      const text = JSON.stringify(file);
      for (const told of [here, pattern.id, ...Object.values(planted)]) assert.ok(!text.includes(told), told);
      assert.deepEqual(file.nodes[1]?.connections, { database: { name: 'Shop', type: 'postgresql' } });
      const copy = await loaded(file);
      assert.deepEqual([copy.unmapped, idsOf(copy)], [[], [undefined, there, undefined]]);
      assert.deepEqual(
        [copy.name, copy.description, copy.edges, copy.settings, copy.version],
        [pattern.name, 'Daily', graph.edges, { timeZone: 'Asia/Tokyo' }, 1],
      );
      assert.deepEqual([copy.nodes[1]?.settings, copy.nodes[2]], [{ retries: 2 }, pattern.nodes[2]]);
      const references = await host.store.manager.findBy(connectionReferenceTable, { connectionId: there });
      assert.deepEqual(
        references.map(({ patternId }) => patternId),
        [copy.id],
      );
      const again = await fileOf(copy.id, other.api);
      assert.deepEqual({ ...again, exportedAt: file.exportedAt }, file);
    });

    it('are recorded on their way out and in', async () => {
      const pattern = await create(chain(start));
      const copy = await loaded(await fileOf(pattern.id));
      const { name } = pattern;
      assert.deepEqual((await recorded('pattern.exported')).at(-1), {
        subjectId: pattern.id,
        details: { name, version: 1 },
      });
      assert.deepEqual((await recorded('pattern.created')).at(-1), {
        subjectId: copy.id,
        details: { name, version: 1, importedFrom: 'patchbay-pattern' },
      });
    });

    it('are not live after an import, though the original was', async () => {
      const path = `moved-${kind}`;
      const { id } = await create(chain(hook(path)));
      await host.admin.patch(`/patterns/${id}`, { active: true });
      const call = () => fetch(`${host.url}/hooks/development/${path}`, { method: 'POST' });
      assert.equal((await call()).status, 202);
      const copy = await loaded(await fileOf(id));
      assert.deepEqual([copy.active, copy.activeVersion], [false, null]);
      await host.admin.delete(`/patterns/${id}`);
      assert.equal((await call()).status, 404);
    });

    it('are refused when a connection is not found, and nothing is written', async () => {
      const pattern = await reading('Only here');
      const file = await fileOf(pattern.id);
      await connect('Only here', other.api, { type: 'http', config: { baseUrl: 'https://example.org' } });
      await connect('Only here', (await host.addUser('admin', other.projectId)).api, { scope: 'personal' });
      const before = await counts();
      const refused = await load(file);
      assert.deepEqual(problemOf(refused), [422, 'import-refused', [slot]]);
      assert.match(refused.text, /no postgresql connection \\"Only here\\"/);
      assert.deepEqual(await counts(), before);
      const copy = await loaded({ ...file, leaveUnmapped: true });
      const left = copy.unmapped.map(({ pointer }) => pointer);
      assert.deepEqual([left, idsOf(copy)], [[slot], [undefined, undefined]]);
    });

    it('take the connections that the importer names, when he may use them', async () => {
      const file = await fileOf((await reading('Called so here')).id);
      const mine = await connect('Called otherwise there', other.api);
      const bound = (id: string) => load({ ...file, bindings: { 'Called so here': id } });
      const foreign = await connect('Not there');
      assert.deepEqual(problemOf(await bound(foreign)), [422, 'import-refused', [slot]]);
      const http = { type: 'http', config: { baseUrl: 'https://example.org' } };
      const misfit = await connect('Of another type', other.api, http);
      assert.deepEqual(problemOf(await bound(misfit)), [422, 'pattern-invalid', [slot]]);
      const elsewhere = await create(chain(start), other.api);
      const restricted = await connect('Restricted', other.api, {
        restrictions: { patternIds: [elsewhere.id] },
      });
      assert.deepEqual(problemOf(await bound(restricted)), [422, 'import-refused', [slot]]);
      assert.deepEqual(idsOf(await made(bound(mine))), [undefined, mine]);
    });

    it('do not guess between a connection of the project and one of one’s own', async () => {
      const file = await fileOf((await reading('Twice')).id);
      await connect('Twice', host.admin, { scope: 'personal' });
      const refused = await load({ ...file, name: fresh() }, host.admin);
      assert.deepEqual(problemOf(refused), [422, 'import-refused', [slot]]);
    });

    it('name a taken name and everything else that saving refuses, and nothing is written', async () => {
      const pattern = await reading('Known');
      const file = await fileOf(pattern.id);
      const before = await counts();
      const withNode = (node: object) => load({ ...file, nodes: [start, node], edges: [] }, host.admin);
      assert.deepEqual(problemOf(await load(file, host.admin)), [409, 'conflict', ['/name']]);
      const unknown = await withNode({ id: 'x', name: 'X', type: 'no.suchNode' });
      assert.deepEqual(problemOf(unknown), [422, 'pattern-invalid', ['/nodes/1/type']]);
      const inline = await withNode({ ...start, id: 'x', name: 'X', inline: {} });
      assert.deepEqual(problemOf(inline), [400, 'unknown-member', ['/nodes/1/inline']]);
      const name = 'half\0';
      const unstorable = await withNode({
        ...sqlNode('', ''),
        connections: { database: { name, type: 'x' } },
      });
      assert.equal(unstorable.status, 422, unstorable.text);
      assert.deepEqual(await counts(), before);
      const race = await Promise.all(
        Array.from({ length: 4 }, () => load({ ...file, name: 'raced' }, host.admin)),
      );
      assert.deepEqual(race.map(({ status }) => status).sort(), [201, 409, 409, 409]);
    });

    it('may name more connections than one statement takes', async () => {
      const many = Array.from(
        { length: 35_000 },
        (_, at) => [`s${at}`, { name: `n${at}`, type: 'x' }] as const,
      );
      const node = { ...sqlNode('', ''), connections: Object.fromEntries(many) };
      const file = { format: 'patchbay-pattern', version: 1, name: fresh(), nodes: [node], edges: [] };
      const { status, body } = await load(file);
      assert.deepEqual([status, body['code']], [422, 'import-refused']);
    });

    it('leave unnamed what the exporter does not see', async () => {
      const colleague = await host.addUser('designer');
      const id = await connect('Of a colleague', colleague.api, { scope: 'personal' });
      const pattern = await create(chain(start, sqlNode(id, 'SELECT 1')), colleague.api);
      const file = await fileOf(pattern.id);
      assert.deepEqual(file.nodes[1]?.connections, { database: null });
      const refused = await load({ ...file, name: fresh() }, host.admin);
      assert.deepEqual(problemOf(refused), [422, 'import-refused', [slot]]);
    });

    it('never take credentials along that were typed into a node', async () => {
      const read = { id: 'read', name: 'Read it', type: 'core.databaseReader' };
      const inline = { database: { type: 'postgresql', config } };
      const parameters = { mode: 'inline', query: 'SELECT 1' };
      const { id } = await create(chain(start, { ...read, parameters, inline }));
      const refused = await host.admin.get(`/patterns/${id}/export`);
      assert.deepEqual(problemOf(refused), [409, 'pattern-not-exportable', ['/nodes/1/inline/database']]);
      assert.match(refused.text, /Read it/);
      for (const told of Object.values(planted)) assert.ok(!refused.text.includes(told), told);
    });

    it('tell names of connections only to those who may look at connections', async () => {
      const pattern = await reading('Hidden from viewers');
      const file = await fileOf(pattern.id);
      const without = await create(chain(start));
      const viewer = (await host.addUser('viewer')).api;
      assert.equal((await viewer.get(`/patterns/${pattern.id}/export`)).status, 403);
      assert.equal((await viewer.get(`/patterns/${without.id}/export`)).status, 200);
      assert.equal((await load(file, (await host.addUser('analyst')).api)).status, 403);
      const { body } = await host.admin.post('/tokens', { name: fresh(), scopes: ['pattern.edit'] });
      const token = host.anonymous.with({ authorization: `Bearer ${String(body['token'])}` });
      assert.equal((await load({ ...file, name: fresh() }, token)).status, 403);
    });
  });
}
