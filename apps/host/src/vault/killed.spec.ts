import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { migrate, openStore } from '../database/open-store.js';
import { insertRows } from '../database/rows.js';
import { type PluginManifestRow, pluginManifestTable } from '../plugins/plugin-manifest.table.js';
import { settingsBelow, startSpecHost } from '../spec/host.js';
import { pack } from '../spec/packed-host.js';
import { freshLocation, type StoreKind, storeKinds } from '../spec/stores.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { type End, endsAt, shuffled } from './killed-end.spec.support.js';
import { KilledHost } from './killed-host.spec.support.js';
import type { HouseSettings } from './killed-house.spec.support.js';
import { KilledHouses } from './killed-houses.spec.support.js';
import type { Ledger } from './killed-ledger.spec.support.js';
import { housePointNames, rollBackPointName } from './killed-points.spec.support.js';
import { startTarget } from './killed-target.spec.support.js';

/** Of each store so many side by side, and so many kills: 40 × 6 + 8 × 6 = 288 without a port, 2 × 6 = 12 whole hosts. */
const houses = { sqlite: 40, postgres: 8 };
const kills = 6;

describe('A process that is killed at any moment', () => {
  let mains: { house: string; host: string };
  let manifests: PluginManifestRow[];
  let home: string;
  before(async () => {
    const host = await startSpecHost();
    manifests = await host.store.manager.find(pluginManifestTable);
    await host.stop();
    home = host.home;
    const [house = '', whole = ''] = await pack(
      besideThis('killed.spec.child.js'),
      besideThis('killed-host.spec.child.js'),
    );
    mains = { house, host: whole };
  });

  const endOfHouses = endsAt(shuffled(housePointNames));
  const endOfHost = endsAt([rollBackPointName, ...shuffled(housePointNames)]);
  const sqlite = (): HouseSettings => {
    const copy = temporaryDirectory();
    cpSync(home, copy, { recursive: true });
    return settingsBelow(copy);
  };
  const postgres = async (): Promise<HouseSettings> => {
    const location = await freshLocation('postgres');
    const store = await openStore(location);
    await migrate(store);
    await store.transaction((manager) => insertRows(manager, pluginManifestTable, manifests));
    await store.close();
    return { ...settingsBelow(temporaryDirectory()), ...settingOf(location) };
  };
  const killHouses = async (kind: StoreKind) => {
    const all: HouseSettings[] = [];
    while (all.length < houses[kind]) all.push(kind === 'sqlite' ? sqlite() : await postgres());
    const killed = new KilledHouses(mains.house, all);
    await killOverAndOver(killed, endOfHouses);
    return killed.interrupted;
  };
  const killHost = async (kind: StoreKind) => {
    const settings = kind === 'sqlite' ? {} : settingOf(await freshLocation(kind));
    const killed = await KilledHost.at(mains.host, await startTarget(), settings);
    await killOverAndOver(killed, endOfHost);
    return killed.interrupted;
  };

  it(
    'leaves every secret as it was or as it was to become, 300 times, and the next one goes on',
    { timeout: 600_000 },
    async () => {
      const [inHouses, inHosts] = await Promise.all([
        Promise.all(storeKinds.map(killHouses)),
        Promise.all(storeKinds.map(killHost)),
      ]);
      assert.ok(hit(inHouses.flat()) >= 50, `${hit(inHouses.flat())} changes were cut off in houses`);
      assert.ok(hit(inHosts) >= 2, `${hit(inHosts)} changes were cut off in whole hosts`);
    },
  );
});

interface Killed {
  liveAndDie(end: End): Promise<void>;
  finish(): Promise<void>;
}

async function killOverAndOver(killed: Killed, endOf: (count: number) => End): Promise<void> {
  for (let count = 0; count < kills; count += 1) await killed.liveAndDie(endOf(count));
  await killed.finish();
}

function hit(interrupted: readonly Ledger['interrupted'][]): number {
  return interrupted.reduce((sum, { made, notMade }) => sum + made + notMade, 0);
}

function settingOf(location: Awaited<ReturnType<typeof freshLocation>>): HouseSettings {
  assert.ok('postgresUrl' in location);
  return { PATCHBAY_DATABASE_URL: location.postgresUrl };
}

function besideThis(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
