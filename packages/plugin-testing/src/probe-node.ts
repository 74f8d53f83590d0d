import type { AnyConnector, AnyNode } from '@patchbay/plugin-sdk';
import { createRuntime, type ProbedStep } from '@patchbay/runtime';
import { noBroker } from './no-broker.js';
import { defaultPool, policy } from './settings.js';

export interface ProbeNodeOptions {
  /** As saved: texts that begin with `=` are templates. */
  parameters?: Record<string, unknown>;
  connection: { connector: AnyConnector; config: Readonly<Record<string, unknown>> };
  /** Milliseconds; the ten seconds of a host when absent. */
  deadlineMs?: number;
}

/** Asks a node what it would meet with a connection, as a runner does for a rotation. Rejects when that does not open. */
export async function probeNode(
  node: AnyNode,
  { parameters = {}, connection: { connector, config }, deadlineMs = 10_000 }: ProbeNodeOptions,
): Promise<ProbedStep | undefined> {
  const runtime = createRuntime({
    catalog: { node: () => node, connector: () => connector },
    broker: noBroker,
    policy,
    allowedDirectories: [],
    limits: { recordedItems: 1, recordedBytes: 1 },
  });
  try {
    const steps = [{ nodeType: `tested.${node.type}`, parameters }];
    const asked = { steps, signal: new AbortController().signal, deadlineMs };
    const connection = { connectorType: connector.type, config, pool: defaultPool };
    return (await runtime.probe(connection, asked))[0];
  } finally {
    await runtime.close(0);
  }
}
