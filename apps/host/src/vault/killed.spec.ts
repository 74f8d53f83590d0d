import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { migrate, openStore } from '../database/open-store.js';
import { insertRows } from '../database/rows.js';
import { pluginManifestTable } from '../plugins/plugin-manifest.table.js';
import { cleanUp } from '../spec/clean-up.js';
import { settingsBelow, startSpecHost } from '../spec/host.js';
import { freshLocation, type StoreKind, storeKinds } from '../spec/stores.js';
import { temporaryDirectory } from '../spec/temporary.js';
import type { HouseSettings } from './killed-house.spec.support.js';
import { Ledger } from './killed-ledger.spec.support.js';
import { names, rotatedName } from './killed-operations.spec.support.js';
import { pointNames } from './killed-points.spec.support.js';
import type { HouseState, Secrets } from './killed-state.spec.support.js';

/** Each kill interrupts every store of its process, each at another point: 24 × 9 + 6 × 14 = 300. */
const plan = { sqlite: { houses: 24, kills: 9 }, postgres: { houses: 6, kills: 14 } };

interface Message {
  at: number;
  state?: HouseState;
  begin?: Secrets;
  done?: Secrets;
  failed?: string;
  reached?: string;
}

describe('A process that is killed at any moment', () => {
  it('leaves every secret as it was or as it was to become, 300 times, and the next one goes on', async () => {
    const host = await startSpecHost();
    const manifests = await host.store.manager.find(pluginManifestTable);
    await host.stop();
    const sqlite = (): HouseSettings => {
      const home = temporaryDirectory();
      cpSync(host.home, home, { recursive: true });
      return settingsBelow(home);
    };
    const postgres = async (): Promise<HouseSettings> => {
      const location = await freshLocation('postgres');
      const store = await openStore(location);
      await migrate(store);
      await store.transaction((manager) => insertRows(manager, pluginManifestTable, manifests));
      await store.close();
      assert.ok('postgresUrl' in location);
      return { ...settingsBelow(temporaryDirectory()), PATCHBAY_DATABASE_URL: location.postgresUrl };
    };
    const all: Record<StoreKind, HouseSettings[]> = { sqlite: [], postgres: [] };
    for (let count = 0; count < plan.sqlite.houses; count += 1) all.sqlite.push(sqlite());
    for (let count = 0; count < plan.postgres.houses; count += 1) all.postgres.push(await postgres());
    const interrupted = await Promise.all(
      storeKinds.map((kind) => killOverAndOver(all[kind], plan[kind].kills)),
    );
    const hit = interrupted.flat().reduce((sum, { made, notMade }) => sum + made + notMade, 0);
    assert.ok(hit >= 50, `${hit} changes were under way when their process was killed`);
  });
});

async function killOverAndOver(
  houses: readonly HouseSettings[],
  kills: number,
): Promise<Ledger['interrupted'][]> {
  const ledgers = houses.map(() => new Ledger(names));
  const some = Math.floor(Math.random() * pointNames.length);
  for (let count = 0; count < kills; count += 1) await liveAndDie(houses, ledgers, endOf(count, some));
  await liveAndDie(houses, ledgers, {});
  return ledgers.map(({ interrupted }) => interrupted);
}

/** How a process comes to its end: by others at any moment when it names no point. */
interface End {
  /** It need not have opened all houses. */
  early?: true;
  /** It kills itself there. */
  point?: string | undefined;
}

/** In turn: at any moment; at a point by its name; while houses are still being opened and interrupted rotations go on. */
function endOf(count: number, some: number): End {
  if (count % 3 === 0) return {};
  if (count % 3 === 2) return { early: true };
  return { point: pointNames[(some + Math.floor(count / 3)) % pointNames.length] };
}

async function liveAndDie(
  houses: readonly HouseSettings[],
  ledgers: readonly Ledger[],
  { early, point }: End,
): Promise<void> {
  const child = spawn(process.execPath, [childFile], { stdio: ['pipe', 'pipe', 'inherit'] });
  cleanUp(() => child.kill('SIGKILL'));
  const closed = once(child, 'close');
  child.stdin.end(JSON.stringify({ houses, point }));
  const awaited = early ? 1 : houses.length;
  let reached: string | undefined;
  let opened = 0;
  let failure: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const message = JSON.parse(line) as Message;
    failure ??= message.failed;
    reached ??= message.reached;
    const ledger = ledgers[message.at];
    if (message.state) ledger?.check(message.state, rotatedName);
    if (message.begin) ledger?.begin(message.begin);
    if (message.done) ledger?.done(message.done);
    if (message.state && (opened += 1) === awaited && point === undefined)
      void sleep(Math.random() * 700).then(() => child.kill('SIGKILL'));
  }
  await closed;
  assert.equal(failure, undefined);
  assert.equal(child.signalCode, 'SIGKILL');
  assert.equal(reached, point);
}

const childFile = fileURLToPath(new URL('killed.spec.child.js', import.meta.url));
