import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { AuditReader } from '../audit/audit-reader.js';
import { connectionSecretHistoryTable } from '../connections/connection-secret-history.table.js';
import { ConnectionSecrets } from '../connections/connection-secrets.js';
import { connectionTable, type ConnectionRow } from '../connections/connection.table.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { Store } from '../database/store.js';
import { KeyRotation } from './key-rotation.js';
import { MasterKeySource } from './key-source.js';

/** What is stored under each name: its secret, or null where there is no connection. */
export type Secrets = Record<string, string | null>;

export interface HouseState {
  secrets: Secrets;
  /** The secret that was live before, as the history has it. */
  earlier: Secrets;
}

/** Opens everything that is sealed as a lease does, and looks for halves of changes. */
export async function inspect(house: INestApplicationContext, names: readonly string[]): Promise<HouseState> {
  await rotationIsOver(house);
  const verdict = await house.get(AuditReader, { strict: false }).verify();
  assert.deepEqual([verdict.ok, verdict.firstBad], [true, null]);
  const state: HouseState = { secrets: {}, earlier: {} };
  const { manager } = house.get(Store);
  for (const name of names) {
    const row = await manager.findOneBy(connectionTable, { name });
    state.secrets[name] = row === null ? null : await leased(house, row);
    state.earlier[name] = row === null ? null : await earlierOf(house, row);
  }
  return state;
}

/** One that was killed after its activation goes on by itself; no record is left under a key that is gone. */
async function rotationIsOver(house: INestApplicationContext): Promise<void> {
  const rotation = house.get(KeyRotation);
  const deadline = Date.now() + 30_000;
  for (;;) {
    const { keys, plaintext } = await rotation.read();
    if (!keys.some(({ state }) => state === 'retiring')) {
      const astray = keys.filter(
        ({ state, records }) => state !== 'active' && state !== 'prepared' && records > 0,
      );
      assert.deepEqual([astray, plaintext], [[], 0]);
      const kept = await house.get(MasterKeySource).terms.read();
      assert.ok(kept.length <= 3, `${kept.length} keys are kept`);
      return;
    }
    assert.ok(Date.now() < deadline, 'the rotation does not end');
    await sleep(10);
  }
}

async function leased(house: INestApplicationContext, row: ConnectionRow): Promise<string> {
  assert.deepEqual([row.secretKeys, row.quarantined], [['/password'], false]);
  const { connection } = await house
    .get(ConnectionsService)
    .openForLease(row.id, { projectId: row.projectId });
  return String(connection.config?.['password']);
}

async function earlierOf(house: INestApplicationContext, row: ConnectionRow): Promise<string | null> {
  const secrets = house.get(ConnectionSecrets, { strict: false });
  const history = await house.get(Store).manager.find(connectionSecretHistoryTable, {
    where: { connectionId: row.id },
    order: { connectionVersion: 'ASC' },
  });
  const opened = history.map((earlier) => secrets.openEarlier(row, earlier)?.['password']);
  assert.ok(opened.every((password) => typeof password === 'string'));
  return typeof opened.at(-1) === 'string' ? String(opened.at(-1)) : null;
}
