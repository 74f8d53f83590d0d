import type { AnyConnector, TestOutcome } from '@patchbay/plugin-sdk';
import { createRuntime } from '@patchbay/runtime';
import { noBroker } from './no-broker.js';
import { defaultPool, policy } from './settings.js';

export interface TestConnectionOptions {
  /** Milliseconds; the ten seconds of a host when absent. */
  deadlineMs?: number;
  allowedDirectories?: readonly string[];
}

/** Tests a connection as a runner does when somebody presses "Test"; never rejects. */
export async function testConnection(
  connector: AnyConnector,
  config: Readonly<Record<string, unknown>>,
  { deadlineMs = 10_000, allowedDirectories = [] }: TestConnectionOptions = {},
): Promise<{ outcome: TestOutcome; latencyMs: number; message?: string }> {
  const runtime = createRuntime({
    catalog: { node: () => undefined, connector: () => connector },
    broker: noBroker,
    policy,
    allowedDirectories,
    limits: { recordedItems: 1, recordedBytes: 1 },
  });
  try {
    const connection = { connectorType: connector.type, config, pool: defaultPool };
    return await runtime.test(connection, { signal: new AbortController().signal, deadlineMs });
  } finally {
    await runtime.close(0);
  }
}
