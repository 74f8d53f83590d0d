import { ConnectionCreate } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Type } from '@sinclair/typebox';
import { compile, problemsOf } from '../http/schemas.js';
import type { Wanted } from './wanted.js';

const { name, scope, description, tags, metadata, outputSchemas, pool } = ConnectionCreate.properties;
const described = compile(Type.Object({ name, scope, description, tags, metadata, outputSchemas, pool }));

/**
 * What describes an entry, as far as its file says. A file is written by anybody: what a request could not store
 * must not come in by it either.
 * @throws PatchbayError `validation-failed`
 */
export function checkedDescription(wanted: Wanted): Wanted['described'] {
  const given = Object.entries<unknown>(wanted.described).filter(([, value]) => value !== undefined);
  const values = Object.fromEntries(given) as Wanted['described'];
  const errors = problemsOf(described, { name: wanted.name, ...values }, '');
  if (errors.length > 0) throw new PatchbayError('validation-failed', { errors });
  return values;
}
