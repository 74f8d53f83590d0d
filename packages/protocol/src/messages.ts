import { Delivery, Id, ItemSchema, ModelList, PatternGraph, StepRecord } from '@patchbay/contracts';
import { type Static, Type } from '@sinclair/typebox';
import {
  HookReply,
  MemoryAnswer,
  MemoryQuestion,
  MemoryScopeSchema,
  OpenedConnection,
  PluginManifest,
  PluginSource,
  ProbedStep,
  RunFileSchema,
  RunAside,
  RunOrder,
  RunOutcome,
  StepToProbe,
  TestOutcomeSchema,
  WireProblem,
} from './payloads.js';

const RequestId = Type.Integer({ minimum: 0 });

/** What the host tells a runner. */
export const hostMessages = {
  /** First message: what the runner may do. */
  hello: Type.Object({
    type: Type.Literal('hello'),
    plugins: Type.Array(PluginSource),
    egress: Type.Object({
      allowPrivateForConnections: Type.Boolean(),
      allowPrivateForPatterns: Type.Boolean(),
      ownListeners: Type.Array(Type.Object({ address: Type.String(), port: Type.Integer() })),
      allow: Type.Array(Type.String()),
      deny: Type.Array(Type.String()),
      /** The Unix socket at which a runner without a network asks for connections. */
      relay: Type.Optional(Type.String()),
      /** The operator's proxies. By message, because their URLs hold passwords and an environment can be read. */
      proxy: Type.Optional(
        Type.Object({
          http: Type.Optional(Type.String()),
          https: Type.Optional(Type.String()),
          bypass: Type.Array(Type.String()),
          sockets: Type.Boolean(),
          names: Type.Union([Type.Literal('here'), Type.Literal('proxy')]),
        }),
      ),
    }),
    /** Directories that file-based connectors may use; absolute. */
    allowedDirectories: Type.Array(Type.String()),
    /** Where runs keep their files, and how many bytes one of them, and all of one run, may hold. */
    files: Type.Object({
      directory: Type.String(),
      fileBytes: Type.Integer(),
      runBytes: Type.Integer(),
    }),
    limits: Type.Object({
      /** Items of one output kept in a step record. */
      recordedItems: Type.Integer(),
      /** Bytes of one step record. */
      recordedBytes: Type.Integer(),
      /** MB of resident memory at which the runner gives up. */
      memoryMb: Type.Integer(),
    }),
    /** What resume URLs of runs begin with. */
    resumeBase: Type.String(),
    /** Files and directories of the host that the isolation hides: the runner tries them before it is ready. */
    hidden: Type.Array(Type.String()),
    /** Addresses that a runner without a network must not reach; it tries them before it is ready. */
    unreachable: Type.Array(Type.Object({ host: Type.String(), port: Type.Integer() })),
  }),
  /** The installed plugins from now on. */
  plugins: Type.Object({ type: Type.Literal('plugins'), plugins: Type.Array(PluginSource) }),
  describe: Type.Object({ type: Type.Literal('describe'), requestId: RequestId, plugin: PluginSource }),
  test: Type.Object({
    type: Type.Literal('test'),
    requestId: RequestId,
    connection: OpenedConnection,
    deadlineMs: Type.Integer(),
    /** Delivers this instead of testing; answered in the same way. */
    delivery: Type.Optional(Delivery),
  }),
  models: Type.Object({
    type: Type.Literal('models'),
    requestId: RequestId,
    connection: OpenedConnection,
    /** Only these; those that the login owns when empty. */
    schemas: Type.Array(Type.String()),
    maxModels: Type.Integer(),
    deadlineMs: Type.Integer(),
  }),
  /** Tries what these steps would do, without any effect; answered in their order. */
  probe: Type.Object({
    type: Type.Literal('probe'),
    requestId: RequestId,
    connection: OpenedConnection,
    steps: Type.Array(StepToProbe, { maxItems: 200 }),
    deadlineMs: Type.Integer(),
  }),
  abort: Type.Object({ type: Type.Literal('abort'), requestId: RequestId }),
  'pattern.put': Type.Object({
    type: Type.Literal('pattern.put'),
    patternKey: Type.String(),
    graph: PatternGraph,
  }),
  'run.start': Type.Object({ type: Type.Literal('run.start'), order: RunOrder }),
  'run.cancel': Type.Object({
    type: Type.Literal('run.cancel'),
    runId: Id,
    reason: Type.Union([Type.Literal('canceled'), Type.Literal('timedOut'), Type.Literal('shutdown')]),
  }),
  'lease.granted': Type.Object({
    type: Type.Literal('lease.granted'),
    requestId: RequestId,
    connection: OpenedConnection,
  }),
  /** The answer to `secrets.request`; a refusal is `lease.denied`. */
  'secrets.granted': Type.Object({
    type: Type.Literal('secrets.granted'),
    requestId: RequestId,
    /** Opened values by name, for one try of one step. Never logged, never stored. */
    values: Type.Record(Type.String(), Type.String()),
  }),
  /** The answer to `memory.request`; a refusal is `lease.denied`. */
  'memory.answered': Type.Object({
    type: Type.Literal('memory.answered'),
    requestId: RequestId,
    answer: MemoryAnswer,
  }),
  'lease.denied': Type.Object({
    type: Type.Literal('lease.denied'),
    requestId: RequestId,
    problem: WireProblem,
  }),
  /** The called run is recorded, and nobody waits for it. */
  'call.started': Type.Object({ type: Type.Literal('call.started'), requestId: RequestId, runId: Id }),
  'call.refused': Type.Object({
    type: Type.Literal('call.refused'),
    requestId: RequestId,
    problem: WireProblem,
  }),
  /** The connection was changed, rotated, disabled or deleted: close clients of versions below `version`. */
  'connection.changed': Type.Object({
    type: Type.Literal('connection.changed'),
    connectionId: Id,
    /** The oldest version that may stay open; absent when none may. */
    version: Type.Optional(Type.Integer()),
  }),
  ping: Type.Object({ type: Type.Literal('ping'), sequence: Type.Integer() }),
  /** Finish what runs, close clients, exit. */
  shutdown: Type.Object({ type: Type.Literal('shutdown'), deadlineMs: Type.Integer() }),
} as const;

/** What a runner tells the host. */
export const runnerMessages = {
  ready: Type.Object({
    type: Type.Literal('ready'),
    pid: Type.Integer(),
    /** Those of `hidden` that could be read after all; a host that asked for isolation then refuses the runner. */
    reached: Type.Array(Type.String()),
    /** Those of `unreachable` that it could connect to, or that answered otherwise. */
    connected: Type.Array(Type.String()),
    /** Those of `allowedDirectories` that it cannot read and write. */
    closed: Type.Array(Type.String()),
  }),
  /** Its last message: something went wrong that no run stands for. */
  fatal: Type.Object({ type: Type.Literal('fatal'), problem: WireProblem }),
  described: Type.Object({ type: Type.Literal('described'), requestId: RequestId, manifest: PluginManifest }),
  tested: Type.Object({ type: Type.Literal('tested'), requestId: RequestId, result: TestOutcomeSchema }),
  listed: Type.Object({ type: Type.Literal('listed'), requestId: RequestId, list: ModelList }),
  probed: Type.Object({
    type: Type.Literal('probed'),
    requestId: RequestId,
    steps: Type.Array(ProbedStep, { maxItems: 200 }),
  }),
  /** A describe, test, models or probe request that failed. */
  failed: Type.Object({ type: Type.Literal('failed'), requestId: RequestId, problem: WireProblem }),
  'lease.request': Type.Object({
    type: Type.Literal('lease.request'),
    requestId: RequestId,
    runId: Id,
    nodeId: Type.String(),
    slot: Type.String(),
    connectionId: Type.String(),
    /** The newest version that this runner has open; the host then sends no secrets if it is current. */
    openVersion: Type.Optional(Type.Integer()),
    /** The variants of that version that it has open. */
    openVariants: Type.Optional(Type.Array(Type.String(), { maxItems: 1000 })),
  }),
  /** A step reads these named secrets; the host decides by what the version of the pattern says. */
  'secrets.request': Type.Object({
    type: Type.Literal('secrets.request'),
    requestId: RequestId,
    runId: Id,
    nodeId: Type.String(),
    names: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 200 }),
  }),
  /** What the pattern remembers from run to run; the host knows pattern and environment by the run. */
  'memory.request': Type.Object({
    type: Type.Literal('memory.request'),
    requestId: RequestId,
    runId: Id,
    nodeId: Type.String(),
    scope: MemoryScopeSchema,
    question: MemoryQuestion,
  }),
  /** The step that held the lease is over. */
  'lease.release': Type.Object({ type: Type.Literal('lease.release'), requestId: RequestId }),
  /** A step calls the pattern that the saved graph names there. The answer is `run.start` with its `callId`. */
  'pattern.call': Type.Object({
    type: Type.Literal('pattern.call'),
    requestId: RequestId,
    runId: Id,
    nodeId: Type.String(),
    /** Present when the step does not wait: any runner may execute the run. Else the items stay where they are. */
    items: Type.Optional(Type.Array(ItemSchema)),
  }),
  /** The run made a file, which lies in the directory of this runner. */
  'run.file': Type.Object({ type: Type.Literal('run.file'), runId: Id, file: RunFileSchema }),
  /** A step started or ended; one record per execution of a node, later ones replace earlier ones. */
  step: Type.Object({ type: Type.Literal('step'), runId: Id, step: StepRecord }),
  'hook.reply': Type.Object({ type: Type.Literal('hook.reply'), reply: HookReply }),
  'run.finished': Type.Object({
    type: Type.Literal('run.finished'),
    outcome: RunOutcome,
    /** The steps and the reply that were not sent before; of a short run, all of them. */
    steps: Type.Optional(Type.Array(StepRecord)),
    reply: Type.Optional(HookReply),
  }),
  /** Like its end, but it will go on. The steps and the reply that were not sent before come along. */
  'run.aside': Type.Object({
    type: Type.Literal('run.aside'),
    aside: RunAside,
    steps: Type.Optional(Type.Array(StepRecord)),
    reply: Type.Optional(HookReply),
  }),
  pong: Type.Object({
    type: Type.Literal('pong'),
    sequence: Type.Integer(),
    /** Its resident memory, so that one that grows is replaced in good time. */
    rssMb: Type.Optional(Type.Integer({ minimum: 0 })),
    /** Milliseconds of processor time that it has used in its life: whether it can take more work. */
    processorMs: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  log: Type.Object({
    type: Type.Literal('log'),
    level: Type.Union([Type.Literal('info'), Type.Literal('warning'), Type.Literal('error')]),
    message: Type.String({ maxLength: 10_000 }),
    runId: Type.Optional(Id),
  }),
} as const;

export type HostMessage = {
  [K in keyof typeof hostMessages]: Static<(typeof hostMessages)[K]>;
}[keyof typeof hostMessages];
export type RunnerMessage = {
  [K in keyof typeof runnerMessages]: Static<(typeof runnerMessages)[K]>;
}[keyof typeof runnerMessages];
