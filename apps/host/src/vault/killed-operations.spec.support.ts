import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { isPatchbayError } from '@patchbay/errors';
import { ConnectionRotator } from '../connections/connection-rotator.js';
import { connectionTable } from '../connections/connection.table.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { Store } from '../database/store.js';
import { operatorIn, type Caller } from '../http/caller.js';
import { projectTable } from '../projects/project.table.js';
import { ConnectionImporter } from '../transfer/importer.js';
import type { Secrets } from './killed-state.spec.support.js';
import { KeyRotation } from './key-rotation.js';

/** Told before a change is asked for, and after it was answered. */
export interface Witness {
  begin(next: Secrets): void;
  done(next: Secrets): void;
}

/** Every name that the operations write to; each belongs to one of them. */
export const rotatedName = 'rotated';
export const deletedName = 'deleted';
export const importedNames = ['first', 'second'] as const;
export const names = [rotatedName, deletedName, ...importedNames];

/** All of them at once and over and over, until the process is killed. A lease goes on beside them. */
export async function operate(house: INestApplicationContext, witness: Witness): Promise<void> {
  const { id } = await house.get(Store).manager.findOneByOrFail(projectTable, { isDefault: true });
  const caller = operatorIn(id);
  const change = async (next: Secrets, make: () => Promise<unknown>) => {
    witness.begin(next);
    await throughRotation(make);
    witness.done(next);
  };
  const rotation = house.get(KeyRotation);
  await Promise.all([
    forEver(() => rotate(house, caller, change)),
    forEver(() => deleteAndCreate(house, caller, change)),
    forEver(() => importBoth(house, caller, change)),
    forEver(() => rotation.rotate({ actor: 'operator' })),
    forEver(() => lease(house, caller)),
  ]);
}

type Change = (next: Secrets, make: () => Promise<unknown>) => Promise<void>;

async function rotate(house: INestApplicationContext, caller: Caller, change: Change): Promise<void> {
  const id = await idOf(house, rotatedName);
  const password = fresh();
  const next = { [rotatedName]: password };
  if (id === undefined) return change(next, () => create(house, caller, rotatedName, password));
  const input = { secrets: { password }, forceSave: true };
  return change(next, () => house.get(ConnectionRotator, { strict: false }).rotate(caller, id, input));
}

async function deleteAndCreate(
  house: INestApplicationContext,
  caller: Caller,
  change: Change,
): Promise<void> {
  const id = await idOf(house, deletedName);
  const password = fresh();
  if (id === undefined)
    return change({ [deletedName]: password }, () => create(house, caller, deletedName, password));
  return change({ [deletedName]: null }, () => house.get(ConnectionsService).delete(caller, id, false));
}

/** Both entries of one import are written, or none. */
async function importBoth(house: INestApplicationContext, caller: Caller, change: Change): Promise<void> {
  const importer = house.get(ConnectionImporter, { strict: false });
  const next = Object.fromEntries(importedNames.map((name) => [name, fresh()]));
  const lines = Object.entries(next).map(
    ([name, password]) => `${name}=postgres://reader:${password}@db.example.org/shop`,
  );
  const input = { format: 'urls' as const, text: lines.join('\n') };
  const { digest } = await throughRotation(() => importer.plan(caller, input));
  return change(next, () => importer.apply(caller, { ...input, digest }));
}

async function lease(house: INestApplicationContext, caller: Caller): Promise<void> {
  const id = await idOf(house, rotatedName);
  if (id !== undefined) await house.get(ConnectionsService).openForLease(id, caller);
}

async function create(
  house: INestApplicationContext,
  caller: Caller,
  name: string,
  password: string,
): Promise<void> {
  const config = { host: 'db.example.org', database: 'shop', username: 'reader', password };
  await house.get(ConnectionsService).create(caller, { name, type: 'postgresql', config });
}

async function idOf(house: INestApplicationContext, name: string): Promise<string | undefined> {
  const row = await house
    .get(Store)
    .manager.findOne(connectionTable, { where: { name }, select: { id: true } });
  return row?.id;
}

/** Sealed before the master key changed and written after: nothing was stored, and people send it again. */
async function throughRotation<T>(make: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await make();
    } catch (error) {
      if (!isPatchbayError(error) || error.code !== 'key-rotated') throw error;
    }
  }
}

async function forEver(step: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await step();
    await setImmediate();
  }
}

function fresh(): string {
  return randomBytes(12).toString('hex');
}
