import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternGraph, VaultBackfill, VaultStatus } from '@patchbay/contracts';
import { auditTable } from '../audit/audit.table.js';
import { connectionSecretHistoryTable } from '../connections/connection-secret-history.table.js';
import { ConnectionSecrets } from '../connections/connection-secrets.js';
import { connectionTable } from '../connections/connection.table.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { entities } from '../database/entities.js';
import { updateRows } from '../database/rows.js';
import { InlineOpener } from '../inline/inline-opener.js';
import { inlineSecretTable } from '../inline/inline-secret.table.js';
import { withInline } from '../inline/inline-place.js';
import { InlineSecrets } from '../inline/inline-secrets.js';
import { patternTable, patternVersionTable } from '../patterns/pattern.table.js';
import { VersionCache } from '../patterns/version-cache.js';
import { SecretReader } from '../secrets/secret-reader.js';
import { secretValueTable } from '../secrets/secret.table.js';
import { chain, createPattern, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

const database = { host: 'db.example.org', database: 'shop', username: 'reader', tls: 'off' };

for (const kind of storeKinds) {
  describe(`The backfill on ${kind}`, () => {
    let host: SpecHost;
    let ids: Record<'sealed' | 'bare' | 'column' | 'mixed' | 'garbage' | 'unknown', string>;
    let inlineId: string;
    let graphId: string;
    before(async () => {
      host = await startSpecHost({ kind });
      await plant();
    });

    const backfill = async (body: object = {}) => {
      const { status, body: answer, text } = await host.admin.post('/vault/backfill', body);
      assert.equal(status, 200, text);
      return answer as unknown as VaultBackfill;
    };
    const create = async (name: string, type: string, config: object) => {
      const { body, text } = await host.admin.post('/connections', { name, type, config });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const postgresql = (name: string) => create(name, 'postgresql', { ...database, password: 'first-value' });
    const lease = async (id: string) => {
      const service = host.app.nest.get(ConnectionsService);
      return (await service.openForLease(id, { projectId: host.projectId })).connection.config;
    };
    const row = (id: string) => host.store.manager.findOneByOrFail(connectionTable, { id });
    const leave = (id: string, changes: object) =>
      host.store.transaction((manager) => updateRows(manager, connectionTable, { id }, changes));
    const dump = async () => {
      const tables = entities
        .map(({ options }) => options.name)
        .filter((name) => !/^audit|session/.test(name));
      const read = (name: string) => host.store.manager.query<object[]>(`SELECT * FROM "${name}"`);
      return JSON.stringify(await Promise.all(tables.map(read)));
    };

    /** Rows as an install leaves them that seals nothing, or only a part. */
    async function plant(): Promise<void> {
      const bearer = { authType: 'bearer', authToken: 'sealed-token' };
      ids = {
        sealed: await postgresql('sealed'),
        bare: await postgresql('bare'),
        column: await postgresql('column'),
        mixed: await create('mixed', 'http', { baseUrl: 'https://example.org', ...bearer }),
        garbage: await postgresql('garbage'),
        unknown: await postgresql('unknown'),
      };
      const bare = { ...database, password: 'readable-bare' };
      await leave(ids.bare, { config: bare, secretKeys: [], secretsSealed: '' });
      await leave(ids.column, { secretsSealed: '{"password":"readable-column"}' });
      const { config } = await row(ids.mixed);
      await leave(ids.mixed, { config: { ...config, headers: { 'x-key': 'readable-mixed' } } });
      await leave(ids.garbage, { secretsSealed: 'neither nor' });
      await leave(ids.unknown, { type: 'foreign', secretsSealed: '{"token":"readable-unknown"}' });
      const rotation = { secrets: { password: 'second-value' }, forceSave: true };
      await host.admin.post(`/connections/${ids.sealed}/rotate`, rotation);
      await host.admin.post('/secrets', {
        name: 'NAMED',
        values: { development: 'x', production: 'sealed' },
      });
      const inline = { database: { type: 'postgresql', config: { ...database, password: 'first-value' } } };
      const parameters = { mode: 'inline', query: 'SELECT 1' };
      const read = { id: 'read', name: 'Read', type: 'core.databaseReader', parameters, inline };
      inlineId = await createPattern(host.admin, chain(start, read));
      await host.store.transaction(async (manager) => {
        const earlier = { connectionId: ids.sealed };
        const json = (value: string) => ({ secretsSealed: JSON.stringify({ password: value }) });
        await updateRows(manager, connectionSecretHistoryTable, earlier, json('readable-history'));
        await updateRows(manager, inlineSecretTable, { patternId: inlineId }, json('readable-inline'));
        const development = { environment: 'development' };
        await updateRows(manager, secretValueTable, development, { valueSealed: 'readable-named' });
      });
      graphId = await createPattern(host.admin, chain(start, read));
      await leaveInGraphs(graphId);
    }

    /** The first version was never sealed; of the draft a part was. */
    async function leaveInGraphs(patternId: string): Promise<void> {
      const { graph } = await host.store.manager.findOneByOrFail(patternTable, { id: patternId });
      const config = { ...database, password: 'readable-graph' };
      const bare = withInline(graph, () => ({ type: 'postgresql', config }));
      const mixed = withInline(graph, ({ inline }) => ({
        ...inline,
        config: { ...inline.config, unheardOf: 'readable-member' },
      }));
      await host.store.transaction(async (manager) => {
        await updateRows(manager, patternTable, { id: patternId }, { graph: mixed });
        await updateRows(manager, patternVersionTable, { patternId }, { graph: bare });
      });
    }

    const leaseInline = async ({ nodes }: PatternGraph) => {
      const opener = host.app.nest.get(InlineOpener, { strict: false });
      const [, node] = nodes;
      assert.ok(node);
      const pattern = { projectId: host.projectId, patternId: graphId };
      return (await opener.open(pattern, node, 'database')).connection.config;
    };
    const liveVersion = async () =>
      (await host.app.nest.get(VersionCache, { strict: false }).get(graphId, 1)).graph;

    it('says what it would seal and writes nothing, while rows that are sealed in part keep working', async () => {
      assert.equal((await lease(ids.sealed))?.['password'], 'second-value');
      const mixed = await lease(ids.mixed);
      assert.deepEqual(
        [mixed?.['authToken'], mixed?.['headers']],
        ['sealed-token', { 'x-key': 'readable-mixed' }],
      );
      // What lies there readable did not come from the vault: anybody who can write to the store could put it there.
      await assert.rejects(lease(ids.column), { code: 'connection-quarantined' });
      await assert.rejects(leaseInline(await liveVersion()), { code: 'connection-quarantined' });
      const earlier = await dump();
      const { dryRun, rows, places, problems } = await backfill({ dryRun: true });
      assert.deepEqual([dryRun, rows], [true, 8]);
      assert.deepEqual(places, {
        'connections.secretsSealed': 4,
        'connection_secret_history.secretsSealed': 1,
        'secret_values.valueSealed': 1,
        'inline_secrets.secretsSealed': 1,
        'patterns.graph': 1,
      });
      assert.deepEqual(
        problems.map(({ row: at }) => at),
        [ids.garbage],
      );
      assert.equal(await dump(), earlier);
    });

    it('seals each and leaves what is sealed byte for byte', async () => {
      const earlier = await row(ids.sealed);
      const { rows, problems } = await backfill();
      assert.deepEqual([rows, problems.length], [8, 1]);
      assert.deepEqual(await row(ids.sealed), earlier);
      assert.equal((await row(ids.garbage)).secretsSealed, 'neither nor');
      assert.doesNotMatch(await dump(), /readable-/);
      const { plaintext } = (await host.admin.get('/vault/status')).body as unknown as VaultStatus;
      assert.equal(plaintext, 1);
    });

    it('keeps every value', async () => {
      const { config, secretKeys } = await row(ids.bare);
      assert.deepEqual([config, secretKeys], [database, ['/password']]);
      assert.equal((await lease(ids.bare))?.['password'], 'readable-bare');
      assert.equal((await lease(ids.column))?.['password'], 'readable-column');
      const mixed = await lease(ids.mixed);
      assert.deepEqual(
        [mixed?.['authToken'], mixed?.['headers']],
        ['sealed-token', { 'x-key': 'readable-mixed' }],
      );
      const secrets = host.app.nest.get(ConnectionSecrets, { strict: false });
      assert.deepEqual(secrets.open(await row(ids.unknown)), { token: 'readable-unknown' });
      const { manager } = host.store;
      const history = await manager.findOneByOrFail(connectionSecretHistoryTable, {
        connectionId: ids.sealed,
      });
      const opened = secrets.openEarlier(await row(ids.sealed), history);
      assert.deepEqual(opened, { password: 'readable-history' });
      const reader = host.app.nest.get(SecretReader, { strict: false });
      for (const [environment, value] of [
        ['development', 'readable-named'],
        ['production', 'sealed'],
      ] as const) {
        const found = await reader.find(host.projectId, ['NAMED'], environment);
        assert.deepEqual(reader.open(found), { NAMED: value });
      }
      const own = await manager.findOneByOrFail(inlineSecretTable, { patternId: inlineId });
      const inline = host.app.nest.get(InlineSecrets, { strict: false });
      const place = { ...own, projectId: host.projectId };
      assert.deepEqual(await inline.open(manager, place), { password: 'readable-inline' });
    });

    it('keeps what was typed into nodes, in drafts and in versions', async () => {
      const { graph } = await host.store.manager.findOneByOrFail(patternTable, { id: graphId });
      assert.deepEqual(await leaseInline(graph), {
        ...database,
        password: 'first-value',
        unheardOf: 'readable-member',
      });
      assert.deepEqual(await leaseInline(await liveVersion()), { ...database, password: 'readable-graph' });
    });

    it('does nothing the second time, and is recorded once for each table', async () => {
      const earlier = await dump();
      assert.equal((await backfill()).rows, 0);
      assert.equal(await dump(), earlier);
      const records = await host.store.manager.findBy(auditTable, { action: 'vault.backfilled' });
      assert.equal(records.length, 5);
    });

    it('does not take the text of a later format for a readable secret', async () => {
      const later = 'UEJFVgIB-a-later-format';
      const where = { environment: 'production' };
      await host.store.transaction((manager) =>
        updateRows(manager, secretValueTable, where, { valueSealed: later }),
      );
      assert.equal((await backfill()).rows, 0);
      assert.equal((await host.store.manager.findOneByOrFail(secretValueTable, where)).valueSealed, later);
    });

    it('is for administrators of the installation', async () => {
      const designer = await host.addUser('designer');
      assert.equal((await designer.api.post('/vault/backfill', {})).status, 403);
    });
  });
}
