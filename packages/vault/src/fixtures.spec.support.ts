import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isPatchbayError, type PatchbayError, type ProblemCode } from '@patchbay/errors';
import type { Binding } from './binding.js';
import type { KeyProvider } from './key-provider.js';
import { LocalKey } from './local-key.js';

export const someBinding: Binding = {
  instance: 'instance-1',
  project: 'project-1',
  table: 'connections',
  record: 'record-1',
  column: 'secrets',
  connectorType: 'postgresql',
  version: 1,
};

export function newKey(): KeyProvider {
  return new LocalKey(randomBytes(32), { kind: 'env', place: 'TEST_KEY' });
}

export function hex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}

/** Reads a file of `vectors/` as the shape that its README describes. */
export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8')) as T;
}

/** Runs `action`, which must be refused with `code`, and returns the refusal. */
export function refused(code: ProblemCode, action: () => unknown): PatchbayError {
  try {
    action();
  } catch (error) {
    return checked(code, error);
  }
  assert.fail(`expected a refusal with ${code}`);
}

export async function refusedLater(
  code: ProblemCode,
  action: () => Promise<unknown>,
): Promise<PatchbayError> {
  const error = await action().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return checked(code, error);
}

function checked(code: ProblemCode, error: unknown): PatchbayError {
  if (!isPatchbayError(error))
    throw new assert.AssertionError({ message: `expected ${code}, got ${String(error)}` });
  assert.equal(error.code, code);
  return error;
}
