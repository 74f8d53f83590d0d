import assert from 'node:assert/strict';
import { type FieldMap, isSecretField } from '@patchbay/fields';
import type { AnyConnector } from '@patchbay/plugin-sdk';
import { createRuntime } from '@patchbay/runtime';
import { freePort } from '../free-port.js';
import { defaultPool, policy } from '../settings.js';

const deadlineMs = 10_000;

/** With secrets in every secret field, none of which may stand in the message. */
export async function checkUnreachable(
  connector: AnyConnector,
  configFor: (port: number) => Record<string, unknown>,
): Promise<void> {
  const runtime = createRuntime({
    catalog: { node: () => undefined, connector: () => connector },
    broker: { lease: noLease, secrets: noLease },
    policy,
    allowedDirectories: [],
    limits: { recordedItems: 1, recordedBytes: 1 },
  });
  const config = { ...configFor(await freePort()) };
  const secrets = secretNames(connector.fields as FieldMap).filter(
    (name) => typeof config[name] === 'string',
  );
  const connection = { connectorType: connector.type, config, pool: defaultPool };
  const {
    outcome,
    latencyMs,
    message = '',
  } = await runtime.test(connection, { signal: new AbortController().signal, deadlineMs });
  await runtime.close(0);
  assert.equal(outcome, 'unreachable', message);
  assert.ok(latencyMs < deadlineMs, `it took ${latencyMs} ms`);
  for (const name of secrets)
    assert.ok(!message.includes(String(config[name])), `the message holds the secret ${name}`);
}

function noLease(): Promise<never> {
  return Promise.reject(new Error('a test of a connection needs no lease'));
}

function secretNames(fields: FieldMap): string[] {
  return Object.entries(fields).flatMap(([name, field]) => (isSecretField(field) ? [name] : []));
}
