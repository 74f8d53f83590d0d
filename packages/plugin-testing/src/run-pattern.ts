import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyConnector, AnyNode, Item, PluginDefinition, WebhookReply } from '@patchbay/plugin-sdk';
import {
  createRuntime,
  type CredentialBroker,
  type RunRequest,
  type RunResult,
  type RunSink,
} from '@patchbay/runtime';
import { defaultPool, policy } from './settings.js';

type Graph = RunRequest['graph'];
export type StepRecord = Parameters<RunSink['step']>[0];

export interface RunPatternOptions {
  plugins: readonly PluginDefinition[];
  /** By the ids that the pattern's nodes name. */
  connections?: Readonly<Record<string, { type: string; config: Readonly<Record<string, unknown>> }>>;
  /** The node that starts, and the items it gets. */
  trigger: { nodeId: string; items?: readonly Item[] };
  allowedDirectories?: readonly string[];
  /** Lets nodes reach servers of this machine without a connection. */
  allowPrivateForPatterns?: boolean;
  signal?: AbortSignal;
}

export interface PatternRun {
  result: RunResult;
  /** Finished steps in order. */
  steps: StepRecord[];
  replies: WebhookReply[];
  /** The files that the run made, by their ids. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** Executes a pattern on the real runtime. Outputs in the steps are complete up to 100,000 items and 50 MB. */
export async function runPattern(graph: Graph, options: RunPatternOptions): Promise<PatternRun> {
  const steps: StepRecord[] = [];
  const replies: WebhookReply[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'patchbay-files-'));
  const runtime = createRuntime({
    catalog: catalogOf(options.plugins),
    broker: brokerOf(options.connections ?? {}),
    policy: { ...policy, allowPrivateForPatterns: options.allowPrivateForPatterns ?? false },
    allowedDirectories: options.allowedDirectories ?? [],
    files: { directory, fileBytes: 64 * 1024 * 1024, runBytes: 256 * 1024 * 1024 },
    limits: { recordedItems: 100_000, recordedBytes: 50_000_000 },
  });
  try {
    const result = await runtime.execute({
      runId: 'run',
      patternId: 'pattern',
      patternName: 'Pattern',
      environment: 'development',
      graph,
      trigger: { nodeId: options.trigger.nodeId, items: options.trigger.items ?? [], respond: 'byNode' },
      startedAt: new Date().toISOString(),
      timeoutMs: 60_000,
      signal: options.signal ?? new AbortController().signal,
      sink: {
        step(record) {
          if (record.status !== 'running') steps.push(record);
        },
        reply: (reply) => void replies.push(reply),
      },
    });
    const files = new Map(readdirSync(directory).map((id) => [id, readFileSync(join(directory, id))]));
    return { result, steps, replies, files };
  } finally {
    await runtime.close(0);
    rmSync(directory, { recursive: true });
  }
}

function catalogOf(plugins: readonly PluginDefinition[]) {
  const nodes = new Map<string, AnyNode>();
  const connectors = new Map<string, AnyConnector>();
  for (const plugin of plugins) {
    for (const node of plugin.nodes ?? []) nodes.set(`${plugin.name}.${node.type}`, node);
    for (const connector of plugin.connectors ?? []) {
      for (const name of [connector.type, ...(connector.aliases ?? [])]) connectors.set(name, connector);
    }
  }
  return { node: (type: string) => nodes.get(type), connector: (type: string) => connectors.get(type) };
}

function brokerOf(connections: NonNullable<RunPatternOptions['connections']>): CredentialBroker {
  return {
    async lease({ connectionId }) {
      const connection = connections[connectionId];
      if (!connection) throw new Error(`The test names no connection "${connectionId}".`);
      const { type, config } = connection;
      return {
        connectionId,
        version: 1,
        connectorType: type,
        config,
        pool: defaultPool,
        release: () => undefined,
      };
    },
    secrets: () => Promise.reject(new Error('A test of a plugin has no named secrets.')),
  };
}
