import { type Static, Type } from '@sinclair/typebox';
import { FieldProblem, Id, JsonObject, ListQuery, Nullable, Timestamp } from './common.js';
import { ItemSchema } from './items.js';
import { PatternGraph } from './patterns.js';
import { EnvironmentName } from './secrets.js';

export const runStatuses = [
  'queued',
  'running',
  'waiting',
  'success',
  'failed',
  'canceled',
  'timedOut',
] as const;
export type RunStatus = (typeof runStatuses)[number];
export const stepStatuses = ['running', 'waiting', 'success', 'failed', 'skipped', 'canceled'] as const;
export type StepStatus = (typeof stepStatuses)[number];

export const RunProblem = Type.Object({
  code: Type.String(),
  title: Type.String(),
  detail: Type.Optional(Type.String()),
  nodeId: Type.Optional(Type.String()),
  nodeName: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(FieldProblem)),
});
export type RunProblem = Static<typeof RunProblem>;

/** What lets a run go on that waits. */
const waitsFor = {
  /** It goes on at this time, unless it is called before. */
  until: Type.Optional(Timestamp),
  /** Whether a call of its resume URL lets it go on. */
  forCall: Type.Boolean(),
};

export const StepRecord = Type.Object(
  {
    /** Counts the executions of a node within a run, from 0; loops execute a node more than once. */
    runIndex: Type.Integer({ minimum: 0 }),
    nodeId: Type.String(),
    name: Type.String(),
    type: Type.String(),
    status: Type.Union(stepStatuses.map((status) => Type.Literal(status))),
    startedAt: Timestamp,
    durationMs: Nullable(Type.Number()),
    /** Tries that were needed. */
    attempts: Type.Integer({ minimum: 1 }),
    itemCounts: Type.Object({
      in: Type.Record(Type.String(), Type.Integer()),
      out: Type.Record(Type.String(), Type.Integer()),
    }),
    /** Redacted, and cut to the first items; `truncated` says so. */
    outputs: Type.Record(Type.String(), Type.Array(ItemSchema)),
    truncated: Type.Boolean(),
    error: Type.Optional(RunProblem),
    /** Only while its status is `waiting`. */
    waiting: Type.Optional(Type.Object(waitsFor)),
    logs: Type.Optional(Type.Array(Type.Object({ level: Type.String(), message: Type.String() }))),
  },
  { $id: 'StepRecord' },
);
export type StepRecord = Static<typeof StepRecord>;

const summary = {
  id: Id,
  patternId: Id,
  patternName: Type.String(),
  patternVersion: Type.Integer(),
  environment: Type.String(),
  trigger: Type.String(),
  status: Type.Union(runStatuses.map((status) => Type.Literal(status))),
  startedAt: Timestamp,
  finishedAt: Nullable(Timestamp),
  durationMs: Nullable(Type.Number()),
  error: Type.Optional(RunProblem),
  /** Only while its status is `waiting`: at which step, and what lets it go on. */
  waiting: Type.Optional(Type.Object({ nodeId: Type.String(), ...waitsFor })),
  /** The run and the step of it that called this one. */
  parent: Type.Optional(Type.Object({ runId: Id, nodeId: Type.String() })),
};
export const RunSummary = Type.Object(summary, { $id: 'RunSummary' });
export type RunSummary = Static<typeof RunSummary>;
export type RunWaiting = NonNullable<RunSummary['waiting']>;
export const RunDetail = Type.Object({ ...summary, steps: Type.Array(StepRecord) }, { $id: 'RunDetail' });
export type RunDetail = Static<typeof RunDetail>;

/** The latest run of a pattern, in whatever version. */
export const LastRun = Type.Object({
  id: Id,
  status: summary.status,
  startedAt: Timestamp,
});
export type LastRun = Static<typeof LastRun>;

export const RunInput = Type.Object(
  {
    /** The items that the trigger emits; one empty item when absent. An object stands for one item's json. */
    input: Type.Optional(Type.Union([Type.Array(JsonObject), JsonObject])),
    environment: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    /** Answer when the run is over, or set aside, instead of at once. */
    wait: Type.Optional(Type.Boolean()),
    /** The trigger to start from, when the pattern has several. */
    triggerNode: Type.Optional(Type.String()),
    /** The id of a node: it and what leads to it execute, nothing else. */
    until: Type.Optional(Type.String({ maxLength: 64 })),
    /** It and what follows execute; nodes before it give what the record of that run kept of their output. */
    from: Type.Optional(
      Type.Object({ node: Type.String({ maxLength: 64 }), run: Id }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type RunInput = Static<typeof RunInput>;

/** Files of one run at most; the host has all of them open for a moment when it ends. */
export const mostRunFiles = 4_000;

/** A file that a run made; items refer to it as `<run>.<id>`. */
export const RunFileDescription = Type.Object(
  {
    id: Type.String(),
    mimeType: Type.String(),
    fileName: Type.Optional(Type.String()),
    /** bytes */
    size: Type.Integer(),
  },
  { $id: 'RunFile' },
);
export type RunFileDescription = Static<typeof RunFileDescription>;

/** A template to be evaluated as a parameter of the node `node` in this graph, on the data pinned in the graph. */
export const PreviewInput = Type.Object(
  {
    template: Type.String({ maxLength: 100_000 }),
    node: Type.String({ minLength: 1, maxLength: 64 }),
    graph: PatternGraph,
    /** Which one `$run.environment` names; `development` when absent. */
    environment: Type.Optional(EnvironmentName),
    /** The item that the value is of, from 0; the first one when absent. */
    item: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
  },
  { additionalProperties: false },
);
export type PreviewInput = Static<typeof PreviewInput>;

/** The value for the item, redacted; or what is wrong with the template, in words. */
export const PreviewAnswer = Type.Object({
  value: Type.Optional(Type.Unknown()),
  error: Type.Optional(Type.String()),
});
export type PreviewAnswer = Static<typeof PreviewAnswer>;

export const RunListQuery = Type.Object({
  ...ListQuery,
  patternId: Type.Optional(Type.String({ maxLength: 64 })),
  status: Type.Optional(Type.String({ maxLength: 20 })),
  /** Started at this time or after it. */
  from: Type.Optional(Timestamp),
  /** Only those that this run called. */
  parentRunId: Type.Optional(Type.String({ maxLength: 64 })),
});

/** Server-sent events of a run, in order; `data` of each is one of these as JSON. */
export const RunEvent = Type.Union([
  Type.Object({ type: Type.Literal('run'), run: RunSummary }),
  Type.Object({ type: Type.Literal('step'), step: StepRecord }),
]);
export type RunEvent = Static<typeof RunEvent>;

/** Server-sent events of a project's runs: those that began or ended lately, as they stand. */
export const RunChangesEvent = Type.Object({ type: Type.Literal('runs'), runs: Type.Array(RunSummary) });
export type RunChangesEvent = Static<typeof RunChangesEvent>;
