import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { VaultRotation, VaultStatus } from '@patchbay/contracts';
import { createKeyring, Vault } from '@patchbay/vault';
import type { EntityManager } from 'typeorm';
import { auditTable } from '../audit/audit.table.js';
import { connectionSecretHistoryTable } from '../connections/connection-secret-history.table.js';
import { ConnectionSecrets } from '../connections/connection-secrets.js';
import { connectionTable } from '../connections/connection.table.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { insertRows, updateRows } from '../database/rows.js';
import { entities } from '../database/entities.js';
import { openStore } from '../database/open-store.js';
import { SecretReader } from '../secrets/secret-reader.js';
import { chain, createPattern, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { waitUntil } from '../spec/wait-until.js';
import { MasterKeySource } from './key-source.js';
import { KeyTerms } from './key-terms.js';
import { sealedColumns } from './sealed-columns.js';
import { readInstance, readTerms, unlock } from './unlock.js';

const config = {
  host: 'db.example.org',
  database: 'shop',
  username: 'reader',
  password: 'password-0001',
  tls: 'off',
};

for (const kind of storeKinds) {
  describe(`The rotation of the master key on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const status = async () => (await host.admin.get('/vault/status')).body as unknown as VaultStatus;
    const rotate = async (body: object = {}) => {
      const { status: code, body: answer, text } = await host.admin.post('/vault/rotate', body);
      assert.equal(code, 200, text);
      return answer as unknown as VaultRotation;
    };
    const create = async () => {
      const { body, text } = await host.admin.post('/connections', {
        name: `c${(count += 1)}`,
        type: 'postgresql',
        config,
      });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const password = async (id: string) => {
      const opened = await host.app.nest
        .get(ConnectionsService)
        .openForLease(id, { projectId: host.projectId });
      return opened.connection.config?.['password'];
    };
    const earlierPassword = async (connectionId: string, historyId: string) => {
      const { manager } = host.store;
      const row = await manager.findOneByOrFail(connectionTable, { id: connectionId });
      const earlier = await manager.findOneByOrFail(connectionSecretHistoryTable, { id: historyId });
      return host.app.nest.get(ConnectionSecrets, { strict: false }).openEarlier(row, earlier)?.['password'];
    };
    const keyFile = (at = host) => readFileSync(join(at.home, 'keys', 'master.key'), 'utf8');
    /** One of everything that is sealed. */
    const oneOfAll = async () => {
      const id = await create();
      const rotated = await host.admin.post(`/connections/${id}/rotate`, {
        secrets: { password: 'password-0002' },
        forceSave: true,
      });
      assert.equal(rotated.status, 200, rotated.text);
      const name = `SECRET_${(count += 1)}`;
      await host.admin.post('/secrets', { name, values: { development: 'value-0001' } });
      const inline = { database: { type: 'postgresql', config } };
      const parameters = { mode: 'inline', query: 'SELECT 1' };
      const read = { id: 'read', name: 'Read', type: 'core.databaseReader', parameters, inline };
      await createPattern(host.admin, chain(start, read));
      return { id, name };
    };

    it('moves every record to a new key, proves it, and takes the old key away', async () => {
      const { id, name } = await oneOfAll();
      const earlier = await status();
      assert.deepEqual(
        [earlier.provider, earlier.rotation, earlier.keys.length, earlier.plaintext],
        ['file', 'none', 1, 0],
      );
      const oldFile = keyFile();
      const { from, to, left, moved, status: after } = await rotate();
      assert.deepEqual([from, left, after.keyId, after.rotation], [[earlier.keyId], 0, to, 'none']);
      assert.ok(moved >= 5, `${moved} moved`);
      assert.deepEqual(
        after.keys.map(({ keyId, state, records }) => [keyId, state, records > 0]),
        [
          [earlier.keyId, 'retired', false],
          [to, 'active', true],
        ],
      );
      const places = after.keys.at(-1)?.places ?? {};
      assert.deepEqual(
        Object.keys(places).sort(),
        sealedColumns.map(({ table, column }) => `${table}.${column}`).sort(),
      );
      assert.notEqual(keyFile(), oldFile);
      assert.equal(keyFile().trim().split('\n').length, 1);
      assert.equal(after.health.ok, true);
      assert.equal((await host.anonymous.get('/health/ready')).status, 200);
      assert.equal(await password(id), 'password-0002');
      const back = await host.admin.get(`/connections/${id}/secret-history`);
      const [earliest] = back.body['items'] as { id: string }[];
      assert.ok(earliest, back.text);
      assert.equal(await earlierPassword(id, earliest.id), 'password-0001');
      const reader = host.app.nest.get(SecretReader, { strict: false });
      assert.deepEqual(reader.open(await reader.find(host.projectId, [name], 'development')), {
        [name]: 'value-0001',
      });
      const actions = (await host.store.manager.find(auditTable)).map(({ action }) => action);
      for (const action of ['vault.rotationPrepared', 'vault.rotationActivated', 'vault.rotated'])
        assert.ok(actions.includes(action));
    });

    it('knows every column in which something sealed lies', async () => {
      await oneOfAll();
      const known = new Set(sealedColumns.map(({ table, column }) => `${table}.${column}`));
      const found = new Set<string>();
      for (const { options } of entities) {
        const rows = await host.store.manager.query<Record<string, unknown>[]>(
          `SELECT * FROM "${options.name}"`,
        );
        const isSealed = (column: string) => rows.some((row) => String(row[column]).includes('UEJFVgEB'));
        // By its name too, for a column that this spec leaves empty.
        for (const column of Object.keys(options.columns).filter(
          (name) => /sealed$/i.test(name) || isSealed(name),
        ))
          found.add(`${options.name}.${column}`);
      }
      // The checks of the keys themselves: each is made with the key that it names.
      for (const own of ['instance.keyCheck', 'vault_keys.keyCheck']) found.delete(own);
      assert.deepEqual([...found].sort(), [...known].sort());
    });

    it('fails no lease and no change meanwhile', async () => {
      const ids = await Promise.all(Array.from({ length: 20 }, create));
      let isOver = false;
      let leases = 0;
      const leasing = ids.map(async (id) => {
        while (!isOver) {
          assert.equal(await password(id), 'password-0001');
          leases += 1;
          // Requests come over the network, not one within the other.
          await setImmediate();
        }
      });
      await rotate();
      await rotate();
      isOver = true;
      await Promise.all(leasing);
      assert.ok(leases > 0);
    });

    it('gives way to somebody who changes several records in another order', async () => {
      const [early, late] = (await Promise.all([create(), create()])).sort();
      const touch = (manager: EntityManager, id: string) =>
        manager.query(`UPDATE "connections" SET "description" = 'touched' WHERE "id" = '${id}'`);
      let rotation: Promise<VaultRotation> | undefined;
      await host.store.transaction(async (manager) => {
        await touch(manager, late);
        rotation = rotate();
        if (kind === 'postgres') await waitUntil('the rotation waits', () => isWaiting(manager));
        await touch(manager, early);
      });
      assert.equal((await rotation)?.left, 0);
      for (const id of [early, late]) assert.equal(await password(id), 'password-0001');
    });

    it('goes on after a restart in the middle of it, with a new key that was only prepared or already active', async () => {
      const id = await create();
      const terms = host.app.nest.get(KeyTerms, { strict: false });
      const { keyId: first } = await status();
      const prepared = await terms.prepare('operator');
      assert.equal((await status()).rotation, 'unfinished');
      assert.equal((await terms.prepare('operator')).keyId, prepared.keyId, 'no third key is made');
      await terms.activate(prepared, 'operator');
      assert.equal(keyFile().trim().split('\n').length, 2);
      assert.equal(await password(id), 'password-0001');
      const { from, to, left } = await rotate();
      assert.deepEqual([from, to, left], [[first], prepared.keyId, 0]);
    });

    it('follows the store when the answer to the activation was lost, and never goes back to the old key', async () => {
      const id = await create();
      const terms = host.app.nest.get(KeyTerms, { strict: false });
      const vault = host.app.nest.get(Vault);
      const kept = () => host.app.nest.get(MasterKeySource).terms.read();
      const prepared = await terms.prepare('operator');
      const before = (await kept()).filter(({ keyId }) => keyId !== prepared.keyId);
      await terms.activate(prepared, 'operator');
      const [old] = before;
      assert.ok(old);
      vault.use(createKeyring(old, prepared));
      const { from, to, left } = await rotate();
      assert.deepEqual([from, to, left], [[old.keyId], prepared.keyId, 0]);
      assert.equal(await password(id), 'password-0001');
      assert.deepEqual(
        (await kept()).map(({ keyId }) => keyId),
        [prepared.keyId],
      );
    });

    it('refuses what was sealed before it and comes to be written after', async () => {
      const id = await create();
      const { secretsSealed } = await host.store.manager.findOneByOrFail(connectionTable, { id });
      await rotate();
      const late = host.store.transaction((manager) =>
        updateRows(manager, connectionTable, { id }, { secretsSealed }),
      );
      await assert.rejects(late, { code: 'key-rotated' });
      const row = await host.store.manager.findOneByOrFail(connectionTable, { id });
      const another = { ...row, id: randomUUID(), name: 'Late', secretsSealed };
      const lateToo = host.store.transaction((manager) => insertRows(manager, connectionTable, another));
      await assert.rejects(lateToo, { code: 'key-rotated' });
      assert.equal(await password(id), 'password-0001');
    });

    it('keeps the old key for records that do not open, until they are given up', async () => {
      const [damaged, whole] = [await create(), await create()];
      const { secretsSealed } = await host.store.manager.findOneByOrFail(connectionTable, { id: whole });
      await host.store.manager.query(
        `UPDATE "connections" SET "secretsSealed" = '${secretsSealed}' WHERE "id" = '${damaged}'`,
      );
      const refused = await host.admin.post('/vault/rotate', {});
      assert.deepEqual(
        [refused.status, refused.body['code'], refused.body['left']],
        [409, 'rotation-blocked', 1],
      );
      assert.match(refused.text, new RegExp(damaged));
      assert.equal((await status()).rotation, 'unfinished');
      assert.equal(keyFile().trim().split('\n').length, 2);
      assert.equal((await rotate({ abandonDamaged: true })).left, 1);
      assert.equal(await password(whole), 'password-0001');
      await host.admin.delete(`/connections/${damaged}`);
    });

    it('is for administrators of the installation', async () => {
      const designer = await host.addUser('designer');
      assert.equal((await designer.api.get('/vault/status')).status, 403);
      assert.equal((await designer.api.post('/vault/rotate', {})).status, 403);
    });
  });
}

async function isWaiting(manager: EntityManager): Promise<boolean> {
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return (await manager.query<object[]>(waiting)).length > 0;
}

describe('A host that starts in the middle of a rotation', () => {
  it('finishes it, and refuses to start without the old key', async () => {
    const first = await startSpecHost();
    const { home } = first;
    const { body } = await first.admin.post('/connections', { name: 'c', type: 'postgresql', config });
    const terms = first.app.nest.get(KeyTerms, { strict: false });
    await terms.activate(await terms.prepare('operator'), 'operator');
    const newKey = first.app.nest.get(Vault).keyId;
    await first.stop();
    const file = join(home, 'keys', 'master.key');
    const both = readFileSync(file, 'utf8');
    writeFileSync(file, `${both.trim().split('\n')[1] ?? ''}\n`);
    const store = await openStore({ sqliteFile: join(home, 'data', 'state', 'patchbay.sqlite') });
    const [known, rows] = [await readInstance(store), await readTerms(store)];
    await store.close();
    const keys = { keyProvider: 'file', masterKeyFile: file, dataDirectory: join(home, 'data') } as const;
    const given = { masterKey: undefined, previousMasterKey: undefined };
    await assert.rejects(unlock({ config: keys, given, known, terms: rows }), { code: 'key-missing' });
    writeFileSync(file, both);
    const second = await startSpecHost({ home });
    const { body: answer } = await second.admin.post('/vault/rotate', {});
    const { status } = answer as unknown as VaultRotation;
    assert.ok(status.keys.every(({ records, state }) => state === 'active' || records === 0));
    const opened = await second.app.nest
      .get(ConnectionsService)
      .openForLease(String(body['id']), { projectId: second.projectId });
    assert.equal(opened.connection.config?.['password'], config.password);
    assert.ok(readFileSync(file, 'utf8').trim().split('\n').length <= 2);
    assert.ok(status.keys.some(({ keyId }) => keyId === newKey));
  });
});
