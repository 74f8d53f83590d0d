import {
  type AnyConnector,
  type AnyNode,
  type BinaryReference,
  defineNode,
  type FileFacts,
  type FileStore,
  type Item,
  type JsonObject,
  mainPin,
  type PluginDefinition,
  type WebhookReply,
} from '@patchbay/plugin-sdk';
import type { RunResult } from '@patchbay/runtime';
import { runPattern, type RunPatternOptions, type StepRecord } from './run-pattern.js';

export interface RunNodeOptions extends Pick<
  RunPatternOptions,
  'allowedDirectories' | 'allowPrivateForPatterns' | 'signal'
> {
  /** As in a pattern: texts that begin with `=` are templates. */
  parameters?: Record<string, unknown>;
  /** The `json` of the items of the first input; one empty item when absent. */
  items?: readonly JsonObject[];
  /** Files of the first input's items, by the item's index and then by name. */
  files?: readonly Readonly<Record<string, TestFile>>[];
  /** Items of further inputs, by pin; an input without a list gets nothing. */
  inputs?: Readonly<Record<string, readonly JsonObject[]>>;
  /** By slot. */
  connections?: Readonly<
    Record<string, { connector: AnyConnector; config: Readonly<Record<string, unknown>> }>
  >;
}

export interface TestFile extends FileFacts {
  content: string | Uint8Array;
}

export interface NodeRun {
  status: RunResult['status'];
  error: RunResult['error'];
  /** The node's own step; undefined when it did not execute. */
  step: StepRecord | undefined;
  /** The `json` of the items of each output pin. */
  outputs: Record<string, JsonObject[]>;
  /** The items themselves, with what they are paired with. */
  items: Record<string, Item[]>;
  replies: WebhookReply[];
  /** The bytes that a reference of `items` stands for. */
  file(reference: BinaryReference | undefined): Buffer;
}

/** Executes one node on the real runtime, with expressions, leases and everything else a step has. */
export async function runNode(node: AnyNode, options: RunNodeOptions = {}): Promise<NodeRun> {
  const firstPin = node.inputs[0]?.name;
  const inputs = { ...(firstPin ? { [firstPin]: options.items ?? [{}] } : {}), ...options.inputs };
  const slots = Object.entries(options.connections ?? {});
  const graph = {
    nodes: [
      { id: 'start', name: 'start', type: 'testing.start', parameters: {} },
      ...Object.keys(inputs).map((pin) => ({
        id: pin,
        name: `to ${pin}`,
        type: `testing.${pin}`,
        parameters: {},
      })),
      {
        id: 'node under test',
        name: node.displayName,
        type: `tested.${node.type}`,
        parameters: (options.parameters ?? {}) as JsonObject,
        connections: Object.fromEntries(slots.map(([slot]) => [slot, slot])),
      },
    ],
    edges: Object.keys(inputs).flatMap((pin) => [
      { from: { node: 'start', pin: 'main' }, to: { node: pin, pin: 'main' } },
      { from: { node: pin, pin: 'main' }, to: { node: 'node under test', pin } },
    ]),
  };
  const run = await runPattern(graph, {
    ...options,
    plugins: [
      sources(inputs, firstPin, options.files ?? []),
      {
        name: 'tested',
        displayName: 'Tested',
        nodes: [node],
        connectors: slots.map(([, { connector }]) => connector),
      },
    ],
    connections: Object.fromEntries(
      slots.map(([slot, { connector, config }]) => [slot, { type: connector.type, config }]),
    ),
    trigger:
      node.inputs.length === 0
        ? { nodeId: 'node under test', items: asItems(options.items ?? []) }
        : { nodeId: 'start', items: [{ json: {} }] },
  });
  const step = run.steps.find(({ nodeId }) => nodeId === 'node under test');
  const items = (step?.outputs ?? {}) as Record<string, Item[]>;
  return {
    status: run.result.status,
    error: step?.error ?? run.result.error,
    step,
    outputs: Object.fromEntries(
      Object.entries(items).map(([pin, list]) => [pin, list.map(({ json }) => json)]),
    ),
    items,
    replies: run.replies,
    file: (reference) => Buffer.from(run.files.get(reference?.id ?? '') ?? []),
  };
}

/** A trigger, and one node per input that emits its items. */
function sources(
  inputs: Readonly<Record<string, readonly JsonObject[]>>,
  firstPin: string | undefined,
  files: NonNullable<RunNodeOptions['files']>,
): PluginDefinition {
  const source = { version: 1, description: 'Emits what the test gave', parameters: {}, outputs: [mainPin] };
  const start = defineNode({
    ...source,
    type: 'start',
    displayName: 'Start',
    group: 'trigger',
    trigger: 'manual',
    inputs: [],
    execute: () => [{ json: {} }],
  });
  const emitters = Object.entries(inputs).map(([pin, json]) =>
    defineNode({
      ...source,
      type: pin,
      displayName: pin,
      group: 'action',
      inputs: [mainPin],
      execute: ({ files: store }) => withFiles(asItems(json), pin === firstPin ? files : [], store),
    }),
  );
  return { name: 'testing', displayName: 'Testing', nodes: [start, ...emitters] };
}

async function withFiles(
  items: readonly Item[],
  files: NonNullable<RunNodeOptions['files']>,
  store: FileStore,
): Promise<Item[]> {
  const all: Item[] = [];
  for (const [index, item] of items.entries()) {
    const binary: Record<string, BinaryReference> = {};
    for (const [name, { content, ...facts }] of Object.entries(files[index] ?? {}))
      binary[name] = await store.write(Buffer.from(content), facts);
    all.push(files[index] ? { ...item, binary } : item);
  }
  return all;
}

function asItems(json: readonly JsonObject[]): Item[] {
  return json.map((each) => ({ json: each }));
}
