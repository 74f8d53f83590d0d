import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ImportAnswer, ImportPlan } from '@patchbay/contracts';
import { ConnectionsService } from '../connections/connections.service.js';
import type { Answer, Api } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

const passphrase = 'a passphrase long enough';
const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret-1' };

for (const kind of storeKinds) {
  describe(`Export and import on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind, env: { PATCHBAY_EXPORT_SECRETS: 'admin' } });
    });

    const ok = ({ status, body, text }: Answer) => {
      assert.ok(status < 300, text);
      return body;
    };
    const create = async (api: Api, name: string, more: object = {}) =>
      String(ok(await api.post('/connections', { name, type: 'postgresql', config, ...more }))['id']);
    const project = async () => (await host.addUser('admin', await host.addProject())).api;
    const plan = async (api: Api, input: object) =>
      ok(await api.post('/connections/import/plan', input)) as unknown as ImportPlan;
    const apply = (api: Api, input: object) => api.post('/connections/import', input);
    const through = async (api: Api, input: object) => {
      const { digest } = await plan(api, input);
      return ok(await apply(api, { ...input, digest })) as unknown as ImportAnswer;
    };
    const sealed = async (api: Api) =>
      JSON.stringify(ok(await api.post('/connections/export-sealed', { passphrase })));
    const opened = async (api: Api, id: string) => {
      const projectId = (
        await host.store.manager.query<{ projectId: string; ownerId: string }[]>(
          `SELECT "projectId", "ownerId" FROM connections WHERE id = '${id}'`,
        )
      )[0];
      const viewer = { projectId: projectId?.projectId ?? '', userId: projectId?.ownerId ?? null };
      assert.ok(await api.get(`/connections/${id}`));
      return (await host.app.nest.get(ConnectionsService).openForLease(id, viewer)).connection.config;
    };
    const actions = ({ entries }: ImportPlan) => entries.map(({ key, action }) => [key, action]);

    it('carry connections with their secrets into another project, by a passphrase', async () => {
      const [from, to] = [await project(), await project()];
      await create(from, 'Shop', {
        ...{ tags: ['eu'], metadata: { team: 'billing' } },
        ...{ description: 'The shop', pool: { poolSize: 2 } },
      });
      await create(from, 'Api', {
        type: 'http',
        config: {
          baseUrl: 'https://a.example.org',
          authType: 'none',
          headers: { 'X-Key': 'planted-header' },
        },
        scope: 'personal',
      });
      const file = await sealed(from);
      assert.doesNotMatch(file, /planted|Shop|example/);
      const input = { format: 'patchbay', text: file, passphrase };
      const shown = await plan(to, input);
      assert.deepEqual(actions(shown), [
        ['Api', 'create'],
        ['Shop', 'create'],
      ]);
      assert.equal(ok(await to.get('/connections'))['items']?.toString(), '');
      const { created } = ok(await apply(to, { ...input, digest: shown.digest })) as unknown as ImportAnswer;
      const idOf = (wanted: string) => created.find(({ name }) => name === wanted)?.id;
      const [api, shop] = [idOf('Api'), idOf('Shop')];
      assert.deepEqual(await opened(to, shop ?? ''), config);
      assert.deepEqual((await opened(to, api ?? ''))?.['headers'], { 'X-Key': 'planted-header' });
      const { tags, metadata, description, pool, scope } = ok(await to.get(`/connections/${shop}`));
      assert.deepEqual([tags, metadata], [['eu'], { team: 'billing' }]);
      assert.deepEqual([description, pool, scope], ['The shop', { poolSize: 2 }, 'project']);
      assert.equal(ok(await to.get(`/connections/${api}`))['scope'], 'personal');
    });

    it('without secrets hold names and what may be read, and make no secret up', async () => {
      const [from, to] = [await project(), await project()];
      await create(from, 'Shop', { config: { ...config, password: '••••' } });
      const file = ok(await from.post('/connections/export', {}));
      assert.doesNotMatch(JSON.stringify(file), /password":|••••/);
      const text = JSON.stringify(file);
      const { created } = await through(to, { format: 'patchbay', text });
      assert.equal((await opened(to, created[0]?.id ?? ''))?.['password'], undefined);
      assert.deepEqual(ok(await to.get(`/connections/${created[0]?.id}`))['secretKeys'], []);
    });

    it('update what exists by name, whole, and keep its id', async () => {
      const [from, to] = [await project(), await project()];
      await create(from, 'Shop', { config: { ...config, password: 'planted-secret-2', tls: 'on' } });
      const id = await create(to, 'Shop', { config: { ...config, tlsKey: key, tls: 'off' } });
      const input = { format: 'patchbay', text: await sealed(from), passphrase };
      const { entries } = await plan(to, input);
      assert.deepEqual(
        entries.map(({ action, id: of, changes, secrets }) => [action, of, changes, secrets]),
        [['update', id, ['config', 'secretKeys'], ['/password']]],
      );
      await through(to, input);
      assert.deepEqual(await opened(to, id), { ...config, password: 'planted-secret-2', tls: 'on' });
      assert.equal(ok(await to.get(`/connections/${id}`))['version'], 2);
    });

    it('update by id, with the new name, where the file is of this installation', async () => {
      const api = await project();
      const id = await create(api, 'Before');
      const text = await sealed(api);
      ok(await api.patch(`/connections/${id}`, { name: 'After', config: { username: 'other' } }));
      const { updated } = await through(api, { format: 'patchbay', text, passphrase, match: 'id' });
      assert.deepEqual(updated, [{ key: 'Before', id, name: 'Before' }]);
      assert.deepEqual(await opened(api, id), config);
    });

    it('never move a connection to another target, and keep no secret for another destination', async () => {
      const [from, to] = [await project(), await project()];
      await create(from, 'Shop', { config: { ...config, host: 'evil.example.org' } });
      await create(to, 'Shop');
      await create(from, 'Tls', { config: { ...config, tlsVerify: false } });
      await create(to, 'Tls');
      for (const [route, more] of [
        ['export-sealed', { passphrase }],
        ['export', {}],
      ] as const) {
        const text = JSON.stringify(ok(await from.post(`/connections/${route}`, more)));
        const input = { format: 'patchbay', text, ...more };
        const { entries, digest } = await plan(to, input);
        const problems = entries.map(({ problems: found }) => found.map(({ detail }) => detail));
        assert.match(String(problems[0]), /cannot change once it is saved/);
        // With its secrets it may: whoever has the file knows them.
        if (route === 'export') assert.match(String(problems[1]), /must be entered again/);
        if (route === 'export-sealed') continue;
        const refused = await apply(to, { ...input, digest });
        assert.deepEqual([refused.status, refused.body['code']], [422, 'import-refused']);
        assert.match(refused.text, /\/entries\/Shop\/config\/host/);
      }
      const listed = ok(await to.get('/connections'))['items'] as { version: number }[];
      assert.deepEqual(
        listed.map(({ version }) => version),
        [1, 1],
      );
    });

    it('take no name, tag or metadata of a file that a request could not set', async () => {
      const [from, to] = [await project(), await project()];
      await create(from, 'Shop', { metadata: { team: 'billing' } });
      const file = ok(await from.post('/connections/export', {}));
      const [shop] = file['connections'] as object[];
      const wrong = [
        { name: 'a\0b' },
        { tags: 7 },
        { description: 'x'.repeat(2001) },
        { metadata: { 'a b': 'x' } },
        { metadata: { team: 7 } },
      ];
      for (const part of wrong) {
        const connections = [{ ...shop, ...part }];
        const input = { format: 'patchbay', text: JSON.stringify({ ...file, connections }) };
        const [entry] = (await plan(to, input)).entries;
        const [member = '', value] = Object.entries(part)[0] ?? [];
        assert.equal(entry?.action, 'refuse', JSON.stringify(value));
        assert.match(entry.problems[0]?.pointer ?? '', new RegExp(`^/${member}`));
      }
      const before = { ...shop, metadata: undefined };
      const input = { format: 'patchbay', text: JSON.stringify({ ...file, connections: [before] }) };
      const [made] = (await through(to, { ...input, existing: 'update' })).created;
      assert.deepEqual(ok(await to.get(`/connections/${made?.id}`))['metadata'], {});
    });

    it('write what was shown or nothing: not another file, not over a newer state, not for another person', async () => {
      const api = await project();
      const id = await create(api, 'Shop');
      const input = {
        format: 'urls',
        text: 'New=postgres://u:p@h/d\nShop=postgres://reader:other@db.example.org/shop',
      };
      const { digest, entries } = await plan(api, input);
      assert.deepEqual(
        entries.map(({ action }) => action),
        ['create', 'update'],
      );
      const conflict = async (body: object, by = api) => {
        const { status, body: problem, text } = await apply(by, { ...input, digest, ...body });
        assert.deepEqual([status, problem['code']], [409, 'import-plan-changed'], text);
      };
      await conflict({ text: input.text.replace(':p@', ':q@') });
      await conflict({ existing: 'skip' });
      await conflict({ digest: 'made-up' });
      await conflict({}, await project());
      ok(await api.patch(`/connections/${id}`, { description: 'newer' }));
      await conflict({});
      assert.equal((ok(await api.get('/connections'))['items'] as object[]).length, 1);
      assert.deepEqual((await opened(api, id))?.['password'], 'planted-secret-1');
    });

    it('of two at once that would write the same, let one write', async () => {
      const api = await project();
      const input = { format: 'urls', text: 'A=postgres://u:p@h/d\nB=postgres://u:p@h/d' };
      const { digest } = await plan(api, input);
      const both = await Promise.all([1, 2, 3].map(() => apply(api, { ...input, digest })));
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409, 409]);
      assert.equal((ok(await api.get('/connections'))['items'] as object[]).length, 2);
    });

    it('take choices: a name, a connector, values that were missing, what is left out', async () => {
      const api = await project();
      const text = JSON.stringify([
        { name: 'Token', type: 'httpBearerAuth', data: { token: 'planted-token' } },
        { name: 'Mail', type: 'smtp', data: { host: 'm', user: 'u', password: 'p', secure: true } },
        { name: 'Token', type: 'httpBearerAuth', data: { token: 'second' } },
      ]);
      const input = { format: 'n8n', text };
      const first = await plan(api, input);
      assert.deepEqual(actions(first), [
        ['Token', 'refuse'],
        ['Mail', 'refuse'],
        ['Token (2)', 'refuse'],
      ]);
      assert.deepEqual(first.entries[0]?.problems, [{ pointer: '/config/baseUrl', detail: 'is required' }]);
      const choices = {
        Token: { name: 'Shop API', config: { baseUrl: 'https://a.example.org' } },
        'Token (2)': { skip: true },
      };
      const { digest, entries } = await plan(api, { ...input, choices });
      assert.deepEqual(
        entries.map(({ action }) => action),
        ['create', 'refuse', 'skip'],
      );
      const answer = await apply(api, { ...input, choices, digest, leaveOutRefused: true });
      assert.deepEqual(
        [ok(answer)['leftOut'], (answer.body['created'] as { name: string }[])[0]?.name],
        [['Mail', 'Token (2)'], 'Shop API'],
      );
    });

    it('are recorded, and need their rights', async () => {
      const projectId = await host.addProject();
      const { api } = await host.addUser('admin', projectId);
      const id = await create(api, 'Shop');
      await sealed(api);
      await through(api, { format: 'urls', text: 'X=postgres://u:planted-import@h/d' });
      const records = await host.store.dataSource.query<
        { action: string; subjectId: string; details: string }[]
      >(
        `SELECT action, "subjectId", details FROM audit WHERE "projectId" = '${projectId}' ORDER BY sequence`,
      );
      assert.deepEqual(
        records.map(({ action }) => action),
        ['connection.created', 'connection.exported', 'connection.created'],
      );
      assert.equal(records[1]?.subjectId, id);
      assert.match(records[2]?.details ?? '', /"importedFrom":"urls"/);
      assert.doesNotMatch(JSON.stringify(records), /planted/);
      const may = async (role: 'designer' | 'analyst' | 'viewer') => {
        const { api: other } = await host.addUser(role, projectId);
        const text = 'Y=postgres://u:p@h/d';
        return [
          await other.post('/connections/export', {}),
          await other.post('/connections/export-sealed', { passphrase }),
          await other.post('/connections/import/plan', { format: 'urls', text }),
        ].map(({ status }) => status);
      };
      assert.deepEqual(await may('designer'), [200, 403, 200]);
      assert.deepEqual(await may('analyst'), [200, 403, 403]);
      assert.deepEqual(await may('viewer'), [403, 403, 403]);
    });

    it('move 600 connections in one go, beyond the length of other bodies', async () => {
      const api = await project();
      const lines = Array.from(
        { length: 600 },
        (_, index) => `c${index}=postgres://u:${'p'.repeat(4000)}@h/d`,
      );
      const { created } = await through(api, { format: 'urls', text: lines.join('\n') });
      assert.equal(created.length, 600);
    });
  });
}

describe('An export with secrets', () => {
  it('is for the owner of the machine alone unless the configuration says otherwise', async () => {
    const host = await startSpecHost();
    const { status, body } = await host.admin.post('/connections/export-sealed', { passphrase });
    assert.deepEqual([status, body['code']], [403, 'forbidden']);
  });
});

const key = `-----BEGIN PRIVATE KEY-----\n${Buffer.from('not really a key').toString('base64')}\n-----END PRIVATE KEY-----\n`;
