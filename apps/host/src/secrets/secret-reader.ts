import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import { In } from 'typeorm';
import { Store } from '../database/store.js';
import { SecretValues } from './secret-values.js';
import { secretTable, secretValueTable, type SecretValueRow } from './secret.table.js';

/** A value that is set, found but not opened yet. */
export interface FoundSecret {
  name: string;
  id: string;
  row: SecretValueRow;
}

/** Finds and opens values for runs and tests; whoever calls it records that before the values leave the host. */
@Injectable()
export class SecretReader {
  constructor(
    private readonly store: Store,
    private readonly values: SecretValues,
  ) {}

  /**
   * Two queries, however many names. Never falls back to another environment: the credentials of production in a
   * trial run, or those of a trial in production, are what environments are there to prevent.
   * @throws PatchbayError `secret-value-missing` naming secret and environment
   */
  async find(projectId: string, names: readonly string[], environment: string): Promise<FoundSecret[]> {
    if (names.length === 0) return [];
    const { manager } = this.store;
    const secrets = await manager.findBy(secretTable, { projectId, name: In([...names]) });
    const rows = await manager.findBy(secretValueTable, {
      secretId: In(secrets.map(({ id }) => id)),
      environment,
    });
    return [...names].sort().map((name) => {
      const secret = secrets.find((known) => known.name === name);
      if (secret === undefined) throw missing(`There is no secret "${name}"`, environment);
      const row = rows.find(({ secretId }) => secretId === secret.id);
      if (row === undefined) throw missing(`The secret "${name}" has no value`, environment);
      return { name, id: secret.id, row };
    });
  }

  /** @throws PatchbayError `open-failed` naming the secret */
  open(found: readonly FoundSecret[]): Record<string, string> {
    return Object.fromEntries(found.map(({ name, row }) => [name, this.values.open(row, name)]));
  }
}

function missing(what: string, environment: string): PatchbayError {
  return new PatchbayError(
    'secret-value-missing',
    `${what} in the environment "${environment}", and those of other environments are never used in its place.`,
  );
}
