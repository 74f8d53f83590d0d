import assert from 'node:assert/strict';
import { type FieldMap, isSecretField } from '@patchbay/fields';
import type { AnyConnector } from '@patchbay/plugin-sdk';
import { testConnection } from '../test-connection.js';
import type { HostileServer } from './servers.js';
import { serveHostile } from './serve.js';
import type { Voice } from './voice.js';

/** The deadline of a host. */
const hostDeadlineMs = 10_000;
/** For servers against which a test may take all of its time: a spec of the host holds it to the ten seconds. */
const shortDeadlineMs = 2_500;
/** Milliseconds that an answer may come after the deadline on a machine that has no time for it; one that hangs takes all of them. */
const graceMs = 7_500;

/** The test of a connection against one hostile server, as a runner executes it. */
export async function checkHostile(
  connector: AnyConnector,
  hostile: HostileServer,
  voice: Voice,
  configFor: (port: number) => Record<string, unknown>,
): Promise<void> {
  const deadlineMs = hostile.outcomes.includes('timeout') ? shortDeadlineMs : hostDeadlineMs;
  const server = await serveHostile(hostile, voice);
  const config = configFor(server.port);
  try {
    const { outcome, latencyMs, message = '' } = await testConnection(connector, config, { deadlineMs });
    assert.ok((hostile.outcomes as readonly string[]).includes(outcome), `it says ${outcome}: ${message}`);
    assert.ok(latencyMs < deadlineMs + graceMs, `it took ${latencyMs} ms`);
    assertHarmless(message, secretsOf(connector, config));
  } finally {
    server.close();
  }
}

/** Nothing that a terminal or a page would execute, no secret in any spelling, and of a length for people. */
export function assertHarmless(message: string, secrets: readonly string[]): void {
  assert.ok(message !== '' && message.length <= 2_000, `a message of ${message.length} characters`);
  assert.doesNotMatch(message, /\p{Cc}/u, 'control characters');
  for (const secret of secrets) {
    const base64 = Buffer.from(secret).toString('base64').slice(0, -4);
    assert.ok(!message.includes(secret) && !message.includes(base64), 'a secret');
  }
}

function secretsOf(connector: AnyConnector, config: Record<string, unknown>): string[] {
  const fields = connector.fields as FieldMap;
  return Object.entries(config).flatMap(([name, value]) => {
    const field = fields[name];
    return field && isSecretField(field) && typeof value === 'string' ? [value] : [];
  });
}
