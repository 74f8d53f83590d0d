import { randomBytes } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { isPatchbayError } from '@patchbay/errors';
import type { Secrets } from './killed-state.spec.support.js';

/** What the operations are made on: the services of a house, or the API of a whole host. */
export interface Installation {
  /** Where the imported connections lead to. */
  urlOf(name: string, password: string): string;
  idOf(name: string): Promise<string | undefined>;
  create(name: string, password: string): Promise<unknown>;
  rotate(id: string, password: string): Promise<unknown>;
  /** To the secret that was live before the last rotation; absent where no test can be made, which it cannot do without. */
  rollBack?(id: string): Promise<unknown>;
  delete(id: string): Promise<unknown>;
  planImport(lines: string): Promise<{ digest: string }>;
  import(lines: string, digest: string): Promise<unknown>;
  rotateMasterKey(): Promise<unknown>;
  lease(id: string): Promise<unknown>;
}

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
export async function operate(on: Installation, witness: Witness): Promise<void> {
  const change = async (next: Secrets, make: () => Promise<unknown>) => {
    witness.begin(next);
    await untilTaken(make);
    witness.done(next);
  };
  await Promise.all([
    forEver(() => rotateAndRollBack(on, change)),
    forEver(() => deleteAndCreate(on, change)),
    forEver(() => importBoth(on, change)),
    forEver(() => untilTaken(() => on.rotateMasterKey())),
    forEver(() => lease(on)),
  ]);
}

type Change = (next: Secrets, make: () => Promise<unknown>) => Promise<void>;

async function rotateAndRollBack(on: Installation, change: Change): Promise<void> {
  const id = await on.idOf(rotatedName);
  const password = fresh();
  const next = { [rotatedName]: password };
  if (id === undefined) return change(next, () => on.create(rotatedName, password));
  await change(next, () => on.rotate(id, password));
  if (on.rollBack === undefined) return;
  const later = fresh();
  await change({ [rotatedName]: later }, () => on.rotate(id, later));
  await change(next, async () => on.rollBack?.(id));
}

async function deleteAndCreate(on: Installation, change: Change): Promise<void> {
  const id = await on.idOf(deletedName);
  const password = fresh();
  if (id === undefined) return change({ [deletedName]: password }, () => on.create(deletedName, password));
  return change({ [deletedName]: null }, () => on.delete(id));
}

/** Both entries of one import are written, or none. */
async function importBoth(on: Installation, change: Change): Promise<void> {
  const next = Object.fromEntries(importedNames.map((name) => [name, fresh()]));
  const lines = Object.entries(next).map(([name, password]) => `${name}=${on.urlOf(name, password)}`);
  const text = lines.join('\n');
  const { digest } = await untilTaken(() => on.planImport(text));
  return change(next, () => on.import(text, digest));
}

async function lease(on: Installation): Promise<void> {
  const id = await on.idOf(rotatedName);
  if (id !== undefined) await untilTaken(() => on.lease(id));
}

/**
 * Sealed before the master key changed and written after: nothing was stored, and people send it again. So they do
 * when they were too quick, or when a host that was killed is not gone for the database yet.
 */
async function untilTaken<T>(make: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await make();
    } catch (error) {
      if (!isPatchbayError(error) || !passing.has(error.code)) throw error;
      if (error.code !== 'key-rotated') await sleep(50);
    }
  }
}

const passing = new Set<string>(['key-rotated', 'rate-limited', 'hosts-running']);

async function forEver(step: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await step();
    await setImmediate();
  }
}

function fresh(): string {
  return randomBytes(12).toString('hex');
}
