import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { openFront } from '../bootstrap/front.js';
import { Shutdown } from '../bootstrap/shutdown.js';
import { startHost } from '../bootstrap/start-host.js';
import { readConfig } from '../config/read-config.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { NewConnection } from '../connections/new-connection.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { operatorIn } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { projectTable } from '../projects/project.table.js';
import { ActiveRun } from '../runs/active-run.js';
import { CredentialBroker } from '../runs/credential-broker.js';
import { KeyRotation } from '../vault/key-rotation.js';

/*
 * Leases of a real host on SQLite, each with its record in the audit log, and the rotation of the master key below
 * them. In the host's own process: over HTTP the runners would be measured.
 */
const records = 10_000;
const milliseconds = Number(process.env['BENCH_MILLISECONDS'] ?? 4000);
const atOnce = 64;
const atOnceWhileRotating = 8;

const home = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
const shutdown = new Shutdown();
try {
  await bench(await open());
} finally {
  await shutdown.run();
  rmSync(home, { recursive: true, force: true });
}

async function open(): Promise<INestApplicationContext> {
  const { config, handedOver } = readConfig({
    PATCHBAY_DATA_DIR: join(home, 'data'),
    PATCHBAY_MASTER_KEY_FILE: join(home, 'keys', 'master.key'),
    PATCHBAY_PORT: '0',
    PATCHBAY_RUNNERS: '1',
  });
  const front = await openFront(config);
  shutdown.on('close', 'the front', () => void front.server.close());
  return (await startHost({ config, handedOver, front, shutdown })).nest;
}

async function bench(host: INestApplicationContext): Promise<void> {
  const lease = await leaseOf(host);
  const warming = performance.now();
  await leaseUntil(() => performance.now() - warming > milliseconds / 4, atOnce, lease);
  const spent = process.cpuUsage();
  const begun = performance.now();
  const { times } = await leaseUntil(() => performance.now() - begun > milliseconds, atOnce, lease);
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(spent);
  times.sort((a, b) => a - b);
  const at = (share: number) => `${(times[Math.floor(times.length * share)] ?? 0).toFixed(2)} ms`;
  print(`\nLeases with their audit records, ${atOnce} at once (aim: 5,000/s, p99 below 20 ms)`);
  print(`  ${rate(times.length / seconds)}  p50 ${at(0.5)}  p99 ${at(0.99)}`);
  print(`  ${((user + system) / times.length).toFixed(0)} µs of processor time for each`);

  let isOver = false;
  const leasing = leaseUntil(() => isOver, atOnceWhileRotating, lease);
  const start = performance.now();
  const { moved, left } = await host.get(KeyRotation).rotate({ actor: 'operator' });
  const took = (performance.now() - start) / 1000;
  isOver = true;
  const { times: leases, failed } = await leasing;
  print(
    `\nRotation of the master key under leases, ${atOnceWhileRotating} at once (aim: 10,000 records in 10 s, none failed)`,
  );
  print(`  ${moved} records in ${took.toFixed(2)} s, ${rate(moved / took)}; ${left} left on the old key`);
  print(`  ${leases.length} leases meanwhile, ${failed} failed`);
  if (left > 0 || failed > 0) process.exitCode = 1;
}

/** Fills the store, and gives leases of one connection after another, each by a run of its own pattern. */
async function leaseOf(host: INestApplicationContext): Promise<() => Promise<unknown>> {
  const store = host.get(Store);
  const { id: projectId } = await store.manager.findOneByOrFail(projectTable, { isDefault: true });
  const caller = operatorIn(projectId);
  const connector = host.get(CatalogService).requireConnector('postgresql');
  const config = { host: 'db.example.org', database: 'shop', username: 'reader', tls: 'off' };
  const fresh = host.get(NewConnection, { strict: false });
  const rows = Array.from({ length: records }, (_, index) => {
    const input = { name: `c${index}`, type: 'postgresql', config: { ...config, password: randomUUID() } };
    return fresh.build(caller, connector, input).row;
  });
  await store.transaction((manager) => host.get(ConnectionsService).insertAll(manager, caller, rows));
  const broker = host.get(CredentialBroker, { strict: false });
  let next = 0;
  return () => {
    const connectionId = rows[(next += 1) % rows.length]?.id ?? '';
    return broker.lease(runOf(projectId, connectionId), { nodeId: 'sql', slot: 'database', connectionId });
  };
}

function runOf(projectId: string, connectionId: string): ActiveRun {
  const run = { id: randomUUID(), patternId: 'bench', patternName: 'Bench', patternVersion: 1 };
  const facts = { ...run, environment: 'development', trigger: 'manual', startedAt: now() };
  const sql = { id: 'sql', name: 'SQL', type: 'core.sqlQuery', parameters: { query: 'SELECT 1' } };
  const nodes = [{ ...sql, connections: { database: connectionId } }];
  return new ActiveRun(facts, { userId: null, projectId }, { nodes, edges: [] });
}

async function leaseUntil(
  isOver: () => boolean,
  workers: number,
  lease: () => Promise<unknown>,
): Promise<{ times: number[]; failed: number }> {
  const times: number[] = [];
  let failed = 0;
  const work = async () => {
    while (!isOver()) {
      const start = performance.now();
      await lease().catch((error: unknown) => {
        failed += 1;
        print(`  ${error instanceof Error ? error.message : 'A lease failed.'}`);
      });
      times.push(performance.now() - start);
      // Requests come over the network, not one within the other.
      await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return { times, failed };
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
