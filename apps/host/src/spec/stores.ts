import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate, openStore, type StoreLocation } from '../database/open-store.js';
import type { Store } from '../database/store.js';
import { cleanUp } from './clean-up.js';
import { asSuperuser, postgresUrl } from './postgres-server.js';
import { temporaryDirectory } from './temporary.js';

export const storeKinds = ['sqlite', 'postgres'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** A place for a store of its own: a new file, or a new database on the test server. */
export async function freshLocation(kind: StoreKind): Promise<StoreLocation> {
  if (kind === 'sqlite') return { sqliteFile: join(temporaryDirectory(), 'patchbay.sqlite') };
  const name = `host_${randomBytes(8).toString('hex')}`;
  await asSuperuser(`CREATE DATABASE ${name}`);
  cleanUp(() => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  const url = new URL(postgresUrl());
  url.pathname = `/${name}`;
  return { postgresUrl: url.href };
}

/** A migrated store of its own, closed when the spec is over. */
export async function freshStore(kind: StoreKind): Promise<Store> {
  const store = await openStore(await freshLocation(kind));
  cleanUp(() => store.close());
  await migrate(store);
  return store;
}
