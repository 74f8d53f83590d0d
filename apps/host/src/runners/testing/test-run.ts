import { randomUUID } from 'node:crypto';
import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import type { HookReply, OpenedConnection, RunOutcome } from '@patchbay/protocol';
import type { LeaseQuestion, RunnerPool } from '../runner-pool.js';

export interface TestRun {
  runId: string;
  steps: StepRecord[];
  replies: HookReply[];
  questions: LeaseQuestion[];
  outcome: Promise<RunOutcome>;
  /** Resolves when a step has begun. */
  started: Promise<void>;
}

export interface TestRunOptions {
  projectId?: string;
  /** How `hostile.attack` attacks, and at what. */
  how?: string;
  target?: object;
  connectionId?: string;
  /** Of the plugin whose `attack` it is. */
  prefix?: string;
  lease?: (question: LeaseQuestion) => Promise<OpenedConnection>;
  timeoutMs?: number;
}

/** One run of start → attack. */
export function startRun(pool: RunnerPool, options: TestRunOptions = {}): TestRun {
  const runId = randomUUID();
  const run = {
    runId,
    steps: [] as StepRecord[],
    replies: [] as HookReply[],
    questions: [] as LeaseQuestion[],
  };
  let begin: () => void = () => undefined;
  const started = new Promise<void>((resolve) => (begin = resolve));
  const outcome = new Promise<RunOutcome>((resolve, reject) => {
    pool.startRun(
      {
        projectId: options.projectId ?? 'project-1',
        order: orderOf(runId, options.timeoutMs ?? 60_000),
        graph: graphOf(options),
      },
      {
        onStep: (step) => {
          run.steps.push(step);
          begin();
        },
        onReply: (reply) => run.replies.push(reply),
        onLease: (question) => {
          run.questions.push(question);
          return options.lease?.(question) ?? Promise.reject(new Error('no lease expected'));
        },
        onSecrets: () => Promise.reject(new Error('no named secret expected')),
        onMemory: () => Promise.reject(new Error('no memory expected')),
        onCall: () => Promise.reject(new Error('no call expected')),
        onFinished: once(resolve, reject),
      },
    );
  });
  return { ...run, outcome, started };
}

/** What the attack found out, as its step recorded it. */
export async function resultOf(run: TestRun): Promise<unknown> {
  const outcome = await run.outcome;
  if (outcome.status !== 'success')
    throw new Error(`The run ended ${outcome.status}: ${JSON.stringify(outcome.error)}`);
  const step = run.steps.findLast(({ nodeId }) => nodeId === 'attack');
  return step?.outputs['main']?.[0]?.json['result'];
}

function once<T>(resolve: (value: T) => void, reject: (error: Error) => void): (value: T) => void {
  let calls = 0;
  return (value) => {
    calls += 1;
    if (calls === 1) resolve(value);
    else reject(new Error('a run ended twice'));
  };
}

function orderOf(runId: string, timeoutMs: number) {
  return {
    runId,
    patternKey: runId,
    patternId: 'pattern-1',
    patternName: 'Attack',
    environment: 'development',
    trigger: { nodeId: 'start', items: [{ json: {} }] },
    startedAt: new Date().toISOString(),
    timeoutMs,
  };
}

function graphOf({
  how = 'nothing',
  target = {},
  connectionId,
  prefix = 'hostile',
}: TestRunOptions): PatternGraph {
  const connections = connectionId === undefined ? {} : { connections: { lender: connectionId } };
  return {
    nodes: [
      { id: 'start', name: 'Start', type: `${prefix}.start` },
      { id: 'attack', name: 'Attack', type: `${prefix}.attack`, parameters: { how, target }, ...connections },
    ],
    edges: [{ from: { node: 'start', pin: 'main' }, to: { node: 'attack', pin: 'main' } }],
  };
}
