import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { PatternGraph } from '@patchbay/contracts';
import { auditTable } from '../audit/audit.table.js';
import { connectionTable } from '../connections/connection.table.js';
import { updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { projectMemberTable } from '../projects/project.table.js';
import type { Answer } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { userTable } from '../users/user.table.js';
import { ActiveRun } from './active-run.js';
import { CredentialBroker, type LeaseRequest } from './credential-broker.js';
import { chain, editNode, sqlNode, start } from '../spec/graphs.js';
import { openBeside } from '../spec/write-stop.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret-1' };

for (const kind of storeKinds) {
  describe(`The credential broker on ${kind}`, () => {
    let host: SpecHost;
    let user: { api: SpecHost['admin']; id: string };
    let connectionId: string;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      user = await host.addUser('analyst');
      connectionId = await connect();
    });

    const connect = async (values: object = {}, api = host.admin) => {
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
    const runOf = (graph: PatternGraph, userId: string | null = user.id) =>
      new ActiveRun(
        {
          ...{ id: randomUUID(), patternId: 'p', patternName: 'P', patternVersion: 1 },
          ...{ environment: 'development', trigger: 'manual', startedAt: now() },
        },
        { userId, projectId: host.projectId },
        graph,
      );
    const using = (id: string, userId?: string | null) =>
      runOf(chain(start, sqlNode(id, 'SELECT 1')), userId);
    const lease = (run: ActiveRun, request: Partial<LeaseRequest> = {}) =>
      host.app.nest
        .get(CredentialBroker)
        .lease(run, { nodeId: 'sql', slot: 'database', connectionId, ...request });
    const auditOf = async (run: ActiveRun, manager = host.store.manager) => {
      const rows = await manager.find(auditTable, { order: { sequence: 'ASC' } });
      return rows.filter(({ details }) => details.includes(run.facts.id));
    };
    /** Refused with this code, and recorded as refused without ever having been granted. */
    const denied = async (run: ActiveRun, code: string, request?: Partial<LeaseRequest>) => {
      await assert.rejects(lease(run, request), { code });
      const [record, ...others] = await auditOf(run);
      assert.equal(others.length, 0);
      assert.deepEqual(
        [record?.action, record?.subjectId],
        ['connection.leaseDenied', request?.connectionId ?? connectionId],
      );
      assert.match(record?.details ?? '', new RegExp(`"reason":"${code}"`));
    };

    it('lends what the version names at the step, and the record is on disk before the answer', async () => {
      const run = using(connectionId);
      const opened = await lease(run);
      assert.deepEqual(
        [opened.connectorType, opened.version, opened.config?.['password']],
        ['postgresql', 1, config.password],
      );
      const onDisk = await openBeside(host);
      const [record] = await auditOf(run, onDisk.manager);
      await onDisk.close();
      assert.deepEqual(
        [record?.action, record?.actor, record?.subjectId],
        ['connection.leased', `user:${user.id}`, connectionId],
      );
      assert.doesNotMatch(JSON.stringify(record), /planted-secret/);
    });

    it('sends no secrets for the version that is open already, and records the lease all the same', async () => {
      const run = using(connectionId);
      assert.equal((await lease(run, { openVersion: 1 })).config, undefined);
      assert.equal((await auditOf(run))[0]?.action, 'connection.leased');
      assert.notEqual((await lease(run, { openVersion: 7 })).config, undefined);
    });

    it('refuses another node, another slot and another connection than the version names', async () => {
      const other = await connect();
      await denied(using(connectionId), 'lease-denied', { nodeId: 'start' });
      await denied(using(connectionId), 'lease-denied', { nodeId: 'gone' });
      await denied(using(connectionId), 'lease-denied', { slot: 'other' });
      await denied(using(connectionId), 'lease-denied', { slot: 'constructor' });
      await denied(using(connectionId), 'lease-denied', { connectionId: other });
    });

    it('refuses a run that is over, also when it ended while the record was written', async () => {
      const ended = using(connectionId);
      ended.finish({ status: 'canceled', finishedAt: now() });
      await denied(ended, 'lease-denied');
      const ending = using(connectionId);
      const asked = lease(ending);
      ending.finish({ status: 'canceled', finishedAt: now() });
      await assert.rejects(asked, { code: 'lease-denied' });
    });

    it('refuses a connection whose type does not fit the slot', async () => {
      const api = await connect({ type: 'http', config: { baseUrl: 'https://api.example.org' } });
      await denied(using(api), 'connection-type-mismatch', { connectionId: api });
    });

    it('refuses a connection that is disabled or gone', async () => {
      const off = await connect();
      await host.store.transaction((manager) =>
        updateRows(manager, connectionTable, { id: off }, { disabled: true }),
      );
      await denied(using(off), 'connection-disabled', { connectionId: off });
      const gone = await connect();
      await host.admin.delete(`/connections/${gone}`);
      await denied(using(gone), 'connection-not-found', { connectionId: gone });
    });

    it('refuses a connection of another project, and a personal one to everybody but its owner', async () => {
      const elsewhere = await host.addUser('admin', await host.addProject());
      const foreign = await connect({}, elsewhere.api);
      await denied(using(foreign), 'connection-not-found', { connectionId: foreign });
      const owner = await host.addUser('designer');
      const own = await connect({ scope: 'personal' }, owner.api);
      await denied(using(own), 'connection-not-found', { connectionId: own });
      await denied(using(own, null), 'connection-not-found', { connectionId: own });
      assert.equal((await lease(using(own, owner.id), { connectionId: own })).connectionId, own);
    });

    it('refuses whoever lost the right to run since', async () => {
      const lower = await host.addUser('analyst');
      assert.equal((await lease(using(connectionId, lower.id))).connectionId, connectionId);
      const member = { userId: lower.id, projectId: host.projectId };
      await host.store.transaction((manager) =>
        updateRows(manager, projectMemberTable, member, { role: 'viewer' }),
      );
      await denied(using(connectionId, lower.id), 'lease-denied');
      await host.store.transaction((manager) => manager.delete(projectMemberTable, member));
      await denied(using(connectionId, lower.id), 'lease-denied');
      const disabled = await host.addUser('admin');
      await host.store.transaction((manager) =>
        updateRows(manager, userTable, { id: disabled.id }, { disabled: true }),
      );
      await denied(using(connectionId, disabled.id), 'lease-denied');
      assert.equal((await lease(using(connectionId, null))).connectionId, connectionId);
    });

    it('asks anew at every lease of one run', async () => {
      const refusedAfter = async (
        id: string,
        userId: string,
        change: () => Promise<Answer>,
        code: string,
      ) => {
        const run = using(id, userId);
        assert.equal((await lease(run, { connectionId: id })).connectionId, id);
        assert.ok((await change()).status < 300);
        // Also where the runner has it open already, and would get no secrets.
        for (const openVersion of [undefined, 1])
          await assert.rejects(lease(run, { connectionId: id, openVersion }), { code });
      };
      const owner = await host.addUser('designer');
      const own = await connect({ scope: 'personal' }, owner.api);
      const share = `/connections/${own}/shares/${user.id}`;
      await owner.api.send('PUT', share);
      await refusedAfter(own, user.id, () => owner.api.delete(share), 'connection-not-found');
      const off = await connect();
      const disable = () => host.admin.post(`/connections/${off}/disable`);
      await refusedAfter(off, user.id, disable, 'connection-disabled');
      const kept = await connect();
      const restrictions = { nodeTypes: ['core.databaseReader'] };
      const restrict = () => host.admin.patch(`/connections/${kept}`, { restrictions });
      await refusedAfter(kept, user.id, restrict, 'lease-denied');
      const { id: leaving } = await host.addUser('analyst');
      const remove = () => host.admin.delete(`/projects/${host.projectId}/members/${leaving}`);
      await refusedAfter(connectionId, leaving, remove, 'lease-denied');
      const { id: disabled } = await host.addUser('analyst');
      const shutOut = () => host.admin.post(`/users/${disabled}/disable`);
      await refusedAfter(connectionId, disabled, shutOut, 'lease-denied');
    });

    it('lends named secrets to nobody who lost the right to run since', async () => {
      const values = { development: 'planted-value' };
      assert.equal((await host.admin.post('/secrets', { name: 'PLANTED', values })).status, 201);
      const { id: leaving } = await host.addUser('analyst');
      const run = runOf(chain(start, editNode('={{ $secrets.PLANTED }}')), leaving);
      const read = () =>
        host.app.nest.get(CredentialBroker).secrets(run, { nodeId: 'edit', names: ['PLANTED'] });
      assert.deepEqual(await read(), { PLANTED: 'planted-value' });
      await host.admin.delete(`/projects/${host.projectId}/members/${leaving}`);
      await assert.rejects(read, { code: 'lease-denied' });
    });

    it('lends nothing while the audit log cannot be written', async () => {
      await host.store.dataSource.query('ALTER TABLE audit RENAME TO audit_away');
      try {
        await assert.rejects(lease(using(connectionId)), { code: 'audit-unavailable' });
      } finally {
        await host.store.dataSource.query('ALTER TABLE audit_away RENAME TO audit');
      }
      assert.equal((await lease(using(connectionId))).connectionId, connectionId);
    });
  });
}
