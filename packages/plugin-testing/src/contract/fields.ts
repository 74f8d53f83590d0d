import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { type FieldMap, isSecretField, openCredentials, toWire, validate } from '@patchbay/fields';

const canary = 'canary-7f3a91-secret';

export function checkFields(fields: FieldMap): void {
  // Throws for fields that have no form on the wire, such as a default of the wrong type.
  toWire(fields);
  const defaults = Object.entries(fields).flatMap(([name, field]) =>
    'default' in field ? [[name, field.default] as const] : [],
  );
  assert.deepEqual(
    validate(fields, Object.fromEntries(defaults), { partial: true }),
    [],
    'a default is not valid',
  );
  for (const [name, field] of Object.entries(fields)) {
    assert.ok(field.displayName.trim() !== '', `the field ${name} has no displayName`);
  }
}

/** For a connector: what is secret has no default in the catalog and does not show itself once it is opened. */
export function checkSecrets(fields: FieldMap): void {
  const secrets = Object.entries(fields).flatMap(([name, field]) => (isSecretField(field) ? [name] : []));
  for (const name of secrets) {
    assert.equal(
      fields[name]?.default,
      undefined,
      `the secret ${name} has a default that everybody can read`,
    );
  }
  const opened = openCredentials(fields, Object.fromEntries(secrets.map((name) => [name, canary])));
  for (const shown of [JSON.stringify(opened), inspect(opened, { depth: 9, showHidden: true })]) {
    assert.ok(!shown.includes(canary), 'opened credentials show a secret');
  }
}
