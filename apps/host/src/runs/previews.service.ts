import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  PatternGraph,
  PreviewAnswer,
  PreviewInput,
  RunItem,
  RunProblem,
  StepRecord,
} from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { now } from '../database/table.js';
import type { Caller } from '../http/caller.js';
import { RunnerPool } from '../runners/runner-pool.js';

const previewMs = 5_000;
const resultPin = 'main';
const resultField = 'value';

interface Preview {
  caller: Caller;
  graph: PatternGraph;
  node: string;
  environment: string;
}

interface Result {
  step: StepRecord | undefined;
  /** Why the evaluation as a whole failed. */
  error: RunProblem | undefined;
}

/**
 * Evaluates a template as a run would, in a runner's sandbox: as the field of an Edit Fields node at the place of
 * the node in question, behind nodes that give the data which was sent along. No node works, nothing is leased,
 * nothing is recorded.
 */
@Injectable()
export class PreviewsService {
  constructor(private readonly pool: RunnerPool) {}

  async preview(
    caller: Caller,
    { template, node, graph, environment = 'development', item = 0 }: PreviewInput,
  ): Promise<PreviewAnswer> {
    if (!template.startsWith('=')) return { value: template };
    const part = previewGraph(graph, node, template);
    const { step, error } = await this.#run({ caller, graph: part, node, environment });
    const result = step?.outputs[resultPin]?.[item];
    if (result) return answerOf(result);
    const problem = step?.error ?? error;
    if (problem) return { error: wordsOf(problem.errors) ?? problem.detail ?? problem.title };
    return { error: step ? `There is no item ${item}.` : 'The nodes before this one gave no item.' };
  }

  #run({ caller, graph, node, environment }: Preview): Promise<Result> {
    const id = randomUUID();
    const first = graph.nodes[0]?.id ?? node;
    let step: StepRecord | undefined;
    return new Promise((resolve) => {
      this.pool.startRun(
        {
          projectId: caller.projectId,
          graph,
          order: {
            runId: id,
            patternKey: `preview:${id}`,
            patternId: id,
            patternName: 'Preview',
            environment,
            startedAt: now(),
            trigger: { nodeId: first, items: [{ json: {} }] },
            timeoutMs: previewMs,
          },
        },
        {
          onStep: (record) => {
            if (record.nodeId === node) step = record;
          },
          onReply: () => undefined,
          onLease: () => Promise.reject(new PatchbayError('lease-denied', 'A preview opens no connection.')),
          onSecrets: () => Promise.reject(new PatchbayError('lease-denied', 'A preview opens no secret.')),
          onMemory: () => Promise.reject(new PatchbayError('lease-denied', 'A preview remembers nothing.')),
          onCall: () => Promise.reject(new PatchbayError('lease-denied', 'A preview calls no pattern.')),
          onFinished: ({ error }) => {
            resolve({ step, error });
          },
        },
      );
    });
  }
}

/** An item without a value has the error instead. */
function answerOf({ json }: RunItem): PreviewAnswer {
  const { error } = json as { error?: Pick<RunProblem, 'errors'> & { message: string } };
  return error === undefined
    ? { value: json[resultField] }
    : { error: wordsOf(error.errors) ?? error.message };
}

/** The words alone: which node and field it is, whoever looks at the preview sees, and here they are others. */
function wordsOf([first]: RunProblem['errors'] = []): string | undefined {
  return first?.detail;
}

/** Only nodes with data stay: a preview must not execute anything but the template. */
function previewGraph(graph: PatternGraph, nodeId: string, template: string): PatternGraph {
  const wanted = graph.nodes.find(({ id }) => id === nodeId);
  if (wanted === undefined) throw new PatchbayError('pattern-invalid', 'The graph lacks the node itself.');
  const before = graph.nodes.filter(({ id, pinned }) => id !== nodeId && pinned !== undefined);
  const ids = new Set(before.map(({ id }) => id));
  const field = { name: resultField, value: template };
  const edges = graph.edges.filter(
    ({ from, to }) => ids.has(from.node) && (ids.has(to.node) || to.node === nodeId),
  );
  const [feeding] = edges.filter(({ to }) => to.node === nodeId);
  return {
    ...graph,
    nodes: [
      ...before.map(({ parameters: _parameters, connections: _connections, ...node }) => node),
      {
        ...{ id: nodeId, name: wanted.name, type: 'core.editFields' },
        parameters: { fields: [field] },
        // An item that fails must not hide the values of those behind it.
        settings: { onError: 'continue' },
      },
    ],
    edges: [
      ...edges.filter(({ to }) => to.node !== nodeId),
      ...(feeding === undefined ? [] : [{ ...feeding, to: { node: nodeId, pin: 'main' } }]),
    ],
  };
}
