import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { operatorIn } from '../http/caller.js';
import { ConnectionSwitch } from '../connections/connection-switch.js';
import { now } from '../database/table.js';
import { chain, sqlNode, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { ActiveRun } from './active-run.js';
import { CredentialBroker } from './credential-broker.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret-1' };

for (const kind of storeKinds) {
  describe(`Leases that race with a switch on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    it('are not granted once a disabling was answered', async () => {
      const { body } = await host.admin.post('/connections', { name: 'c', type: 'postgresql', config });
      const connectionId = String(body['id']);
      const user = await host.addUser('analyst');
      const run = new ActiveRun(
        {
          ...{ id: randomUUID(), patternId: 'p', patternName: 'P', patternVersion: 1 },
          ...{ environment: 'development', trigger: 'manual', startedAt: now() },
        },
        { userId: user.id, projectId: host.projectId },
        chain(start, sqlNode(connectionId, 'SELECT 1')),
      );
      const broker = host.app.nest.get(CredentialBroker);
      const switches = host.app.nest.get(ConnectionSwitch, { strict: false });
      const operator = operatorIn(host.projectId);
      for (let round = 0; round < 5; round += 1) {
        let isDisabled = false;
        const late: string[] = [];
        const lease = async () => {
          try {
            await broker.lease(run, { nodeId: 'sql', slot: 'database', connectionId });
            if (isDisabled) late.push('granted after the answer');
          } catch (error) {
            assert.equal((error as { code?: string }).code, 'connection-disabled');
          }
        };
        const leases = Array.from({ length: 30 }, lease);
        const disabling = switches.disable(operator, connectionId).then(() => {
          isDisabled = true;
        });
        const more = Array.from({ length: 30 }, lease);
        await Promise.all([disabling, ...leases, ...more]);
        assert.deepEqual(late, []);
        await switches.enable(operator, connectionId);
      }
      // Enabled again it is lent, so it was the switch that refused.
      const { version } = await broker.lease(run, { nodeId: 'sql', slot: 'database', connectionId });
      assert.equal(version, 11);
    });
  });
}
