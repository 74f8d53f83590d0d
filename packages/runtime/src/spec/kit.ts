import type { PatternEdge, PatternGraph, PatternNode, StepRecord } from '@patchbay/contracts';
import type { AnyConnector, AnyNode, Item, WebhookReply } from '@patchbay/plugin-sdk';
import { createRuntime, type Runtime } from '../runtime.js';
import type { Catalog, CredentialBroker, RunRequest, RunResult, RuntimeOptions } from '../types.js';
import { nodes as specNodes } from './nodes.js';

export interface Outcome {
  result: RunResult;
  /** Finished steps, in order. */
  steps: StepRecord[];
  announced: StepRecord[];
  replies: WebhookReply[];
  /** The json of the items of a node's output in its last execution. */
  json(nodeId: string, pin?: string): unknown[];
}

export function catalogOf(nodes: readonly AnyNode[] = [], connectors: readonly AnyConnector[] = []): Catalog {
  const all = [...specNodes, ...nodes];
  return {
    node: (type) => all.find((node) => `spec.${node.type}` === type),
    connector: (type) => connectors.find((each) => each.type === type || each.aliases?.includes(type)),
  };
}

export const noBroker: CredentialBroker = {
  lease: () => Promise.reject(new Error('this pattern needs no lease')),
  secrets: () => Promise.reject(new Error('this pattern names no secret')),
};

export function runtimeOf(options: Partial<RuntimeOptions> = {}): Runtime {
  return createRuntime({
    catalog: catalogOf(),
    broker: noBroker,
    policy: { allowPrivateForConnections: true, allowPrivateForPatterns: false, ownListeners: [] },
    allowedDirectories: [],
    limits: { recordedItems: 20, recordedBytes: 100_000 },
    ...options,
  });
}

/** A node in short: its id is its name. */
export function node(
  id: string,
  type: string,
  parameters: PatternNode['parameters'] = {},
  rest: Partial<PatternNode> = {},
): PatternNode {
  return { id, name: id, type: `spec.${type}`, parameters, ...rest };
}

/** `a.pin>b.pin`; the pin `main` may be left out. */
export function edge(text: string): PatternEdge {
  const [from = '', to = ''] = text.split('>').map((end) => end.trim());
  const end = (part: string) => ({ node: part.split('.')[0] ?? '', pin: part.split('.')[1] ?? 'main' });
  return { from: end(from), to: end(to) };
}

export function graph(
  nodes: PatternNode[],
  edges: string[],
  settings?: PatternGraph['settings'],
): PatternGraph {
  return {
    nodes: [node('start', 'start'), ...nodes],
    edges: edges.map(edge),
    ...(settings ? { settings } : {}),
  };
}

let runs = 0;

export async function run(
  runtime: Runtime,
  pattern: PatternGraph,
  json: Item['json'][] = [{}],
  rest: Partial<RunRequest> = {},
): Promise<Outcome> {
  const steps: StepRecord[] = [];
  const announced: StepRecord[] = [];
  const replies: WebhookReply[] = [];
  const result = await runtime.execute({
    runId: `run-${++runs}`,
    patternId: 'pattern-1',
    patternName: 'Spec',
    environment: 'development',
    graph: pattern,
    startedAt: new Date().toISOString(),
    timeoutMs: 20_000,
    signal: new AbortController().signal,
    sink: {
      step: (record) => void (record.status === 'running' ? announced : steps).push(record),
      reply: (reply) => void replies.push(reply),
    },
    ...rest,
    trigger: { nodeId: 'start', items: json.map((each) => ({ json: each })), ...rest.trigger },
  });
  const outputOf = (nodeId: string) => steps.findLast((step) => step.nodeId === nodeId)?.outputs ?? {};
  return {
    result,
    steps,
    announced,
    replies,
    json: (nodeId, pin = 'main') => (outputOf(nodeId)[pin] ?? []).map((item) => item.json),
  };
}

/** Runs one `set` node with this expression over items and gives what became of it. */
export async function evaluate(
  expression: unknown,
  json: Item['json'][] = [{}],
  runtime = runtimeOf(),
  rest: Partial<RunRequest> = {},
): Promise<Outcome> {
  return run(
    runtime,
    graph([node('set', 'set', { json: { value: expression } })], ['start>set'], { vars: { rate: 7 } }),
    json,
    rest,
  );
}
