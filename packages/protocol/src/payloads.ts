import {
  Id,
  ImportRule,
  ItemSchema,
  JsonObject,
  PatternGraph,
  PinSchema,
  probeOutcomes,
  RunProblem,
  SlotSchema,
  StepRecord,
  testOutcomes,
} from '@patchbay/contracts';
import { type Static, Type } from '@sinclair/typebox';
import { FinalAnswerSchema } from './final-answer.js';
import { mostKeys } from './limits.js';

/** A connector as its plugin describes it: plain JSON, checked by the host before it is believed. */
export const ConnectorManifest = Type.Object({
  type: Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }),
  displayName: Type.String({ minLength: 1, maxLength: 100 }),
  description: Type.String({ maxLength: 500 }),
  icon: Type.Optional(Type.String({ maxLength: 20_000 })),
  category: Type.String({ maxLength: 50 }),
  aliases: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }), { maxItems: 20 }),
  auth: Type.String({ maxLength: 50 }),
  documentationUrl: Type.Optional(Type.String({ maxLength: 500 })),
  capabilities: Type.Array(Type.String({ maxLength: 50 }), { maxItems: 20 }),
  queryable: Type.Boolean(),
  /** Wire format, as `toWire` of @patchbay/fields makes it. */
  fields: Type.Array(JsonObject, { maxItems: 500 }),
  /** Absent in what older runners described. */
  imports: Type.Optional(Type.Array(ImportRule, { maxItems: 50 })),
});
export type ConnectorManifest = Static<typeof ConnectorManifest>;

export const NodeManifest = Type.Object({
  /** With the plugin's prefix, such as `core.sqlQuery`. */
  type: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}\\.[A-Za-z][A-Za-z0-9_-]{0,63}$' }),
  version: Type.Integer({ minimum: 1 }),
  displayName: Type.String({ minLength: 1, maxLength: 100 }),
  description: Type.String({ maxLength: 500 }),
  icon: Type.Optional(Type.String({ maxLength: 20_000 })),
  group: Type.String({ maxLength: 50 }),
  trigger: Type.Optional(Type.String({ maxLength: 50 })),
  subtitle: Type.Optional(Type.String({ maxLength: 200 })),
  parameters: Type.Array(JsonObject, { maxItems: 500 }),
  inputs: Type.Array(PinSchema, { maxItems: 50 }),
  outputs: Type.Array(PinSchema, { maxItems: 50 }),
  connections: Type.Array(SlotSchema, { maxItems: 20 }),
});
export type NodeManifest = Static<typeof NodeManifest>;

export const PluginManifest = Type.Object({
  name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' }),
  displayName: Type.String({ minLength: 1, maxLength: 100 }),
  connectors: Type.Array(ConnectorManifest, { maxItems: 1000 }),
  nodes: Type.Array(NodeManifest, { maxItems: 2000 }),
});
export type PluginManifest = Static<typeof PluginManifest>;

/** A plugin package on disk: where a runner finds it. */
export const PluginSource = Type.Object({
  packageName: Type.String(),
  packageVersion: Type.String(),
  /** Absolute path of the module that `patchbay.plugin` of its package.json names. */
  entry: Type.String(),
  /** From its manifest, so that a runner imports it only for a type of its own. Absent: nobody knows yet. */
  provides: Type.Optional(
    Type.Object({
      /** The plugin's name, which is the prefix of its node types. */
      name: Type.String(),
      /** Connector types and their aliases. */
      connectorTypes: Type.Array(Type.String()),
    }),
  ),
});
export type PluginSource = Static<typeof PluginSource>;

export const PoolSettingsSchema = Type.Object({
  poolSize: Type.Integer(),
  maxOverflow: Type.Integer(),
  poolRecycle: Type.Integer(),
});

/** Opened credentials on their way to one step. Never logged, never stored. */
export const OpenedConnection = Type.Object({
  connectionId: Id,
  /** Grows with every change of the connection; a runner keeps one client per version. */
  version: Type.Integer(),
  connectorType: Type.String(),
  /** Absent when the runner said that it has this version open. */
  config: Type.Optional(JsonObject),
  /** Opened values of the named secrets that its readable fields take, by name. */
  secrets: Type.Optional(Type.Record(Type.String(), Type.String())),
  /**
   * Absent when it takes no named secrets. Else `<environment> <digest of their versions>`: a client serves one
   * variant, and within an environment a new one takes the place of the old.
   */
  variant: Type.Optional(Type.String()),
  pool: PoolSettingsSchema,
});
export type OpenedConnection = Static<typeof OpenedConnection>;

/** Whom the caller of a webhook, or of a resume URL, gets the answer from. */
const RespondSchema = Type.Union([
  Type.Literal('byNode'),
  Type.Literal('whenDone'),
  Type.Literal('immediately'),
]);

export const RunOrder = Type.Object({
  runId: Id,
  /** Names a frozen pattern version; the graph itself is sent once per runner with `pattern.put`. */
  patternKey: Type.String(),
  patternId: Id,
  patternName: Type.String(),
  environment: Type.String(),
  trigger: Type.Object({
    nodeId: Type.String(),
    items: Type.Array(ItemSchema),
    /** A webhook's answer is awaited: `byNode` by core.respond, `whenDone` from the last step. */
    respond: Type.Optional(RespondSchema),
    answer: Type.Optional(FinalAnswerSchema),
  }),
  /** The question of this runner that called the run: it has the items, and is given what the run gives. */
  callId: Type.Optional(Type.Integer()),
  /**
   * The run was set aside and goes on: `trigger` names the step that waited and has the items of the call. `state` is
   * the id of a file of the run.
   */
  resumed: Type.Optional(
    Type.Object({ state: Type.String(), by: Type.Union([Type.Literal('time'), Type.Literal('call')]) }),
  ),
  startedAt: Type.String(),
  timeoutMs: Type.Integer(),
});
export type RunOrder = Static<typeof RunOrder>;

export const RunOutcome = Type.Object({
  runId: Id,
  status: Type.Union([
    Type.Literal('success'),
    Type.Literal('failed'),
    Type.Literal('canceled'),
    Type.Literal('timedOut'),
  ]),
  finishedAt: Type.String(),
  error: Type.Optional(RunProblem),
});
export type RunOutcome = Static<typeof RunOutcome>;

/** Who may call, besides knowing the address. */
const CallGuardSchema = Type.Object({
  /** The slot of the node whose connection says what a caller must show. */
  slot: Type.Optional(Type.String({ maxLength: 64 })),
  ignoreBots: Type.Optional(Type.Boolean()),
  /** IPv4 and IPv6 addresses and CIDRs. */
  addresses: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1_000 })),
});
export type CallGuard = Static<typeof CallGuardSchema>;

const FormFieldSchema = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  label: Type.String({ maxLength: 500 }),
  type: Type.String({
    pattern: '^(?:text|textarea|number|email|date|password|dropdown|radio|checkbox|file|hidden)$',
  }),
  required: Type.Boolean(),
  placeholder: Type.String({ maxLength: 500 }),
  value: Type.String({ maxLength: 5_000 }),
  options: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 500 }),
  multiple: Type.Boolean(),
});
export type FormField = Static<typeof FormFieldSchema>;

const AwaitedFormSchema = Type.Object({
  title: Type.String({ maxLength: 500 }),
  description: Type.String({ maxLength: 5_000 }),
  button: Type.String({ maxLength: 100 }),
  fields: Type.Array(FormFieldSchema, { maxItems: 100 }),
  completion: Type.Union([
    Type.Object({ text: Type.String({ maxLength: 5_000 }) }),
    Type.Object({ redirect: Type.String({ pattern: '^https?://', maxLength: 2_000 }) }),
  ]),
  /** Who waits for an answer when the run comes here is led to it. */
  opensForCaller: Type.Optional(Type.Boolean()),
});
export type AwaitedForm = Static<typeof AwaitedFormSchema>;

const AwaitedCallSchema = Type.Object({
  method: Type.String({ pattern: '^[A-Z]{3,10}$' }),
  /** Behind the token. */
  suffix: Type.Optional(Type.String({ maxLength: 200 })),
  guard: Type.Optional(CallGuardSchema),
  /** A page asks for this. */
  form: Type.Optional(AwaitedFormSchema),
  respond: RespondSchema,
});

/** A run that waits, and needs no runner meanwhile. */
export const RunAside = Type.Object({
  runId: Id,
  /** The step that waits. */
  nodeId: Type.String({ maxLength: 64 }),
  /** It goes on at this time. */
  until: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
  /** It goes on when its resume URL is called with this method. */
  call: Type.Optional(AwaitedCallSchema),
  /** SHA-256 of each token that a call may show. The tokens stay with those to whom the pattern gave them. */
  tokenHashes: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 50 }),
  /** The id of the file of the run that holds its state. */
  state: Type.String({ maxLength: 128 }),
});
export type RunAside = Static<typeof RunAside>;

/** As in the `binary` of an item. */
export const RunFileSchema = Type.Object({
  id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}\\.[0-9a-f-]{36}$' }),
  mimeType: Type.String({ maxLength: 255 }),
  fileName: Type.Optional(Type.String({ maxLength: 255 })),
  size: Type.Integer({ minimum: 0 }),
});
export type RunFile = Static<typeof RunFileSchema>;

/** What a step asks of the memory of its pattern. */
export const MemoryQuestion = Type.Union([
  Type.Object({
    kind: Type.Literal('areNew'),
    /** Digests: what was compared stays in the runner. */
    keys: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' }), { maxItems: mostKeys }),
    history: Type.Integer({ minimum: 1, maximum: 100_000 }),
  }),
  Type.Object({
    kind: Type.Literal('raise'),
    of: Type.Union([Type.Literal('number'), Type.Literal('time')]),
    value: Type.Number(),
  }),
  Type.Object({ kind: Type.Literal('forget') }),
]);
export type MemoryQuestion = Static<typeof MemoryQuestion>;

export const MemoryAnswer = Type.Object({
  /** To `areNew`, in the order of the keys. */
  areNew: Type.Optional(Type.Array(Type.Boolean())),
  /** To `raise`: the highest value before. */
  before: Type.Optional(Type.Number()),
});
export type MemoryAnswer = Static<typeof MemoryAnswer>;

export const MemoryScopeSchema = Type.Union([Type.Literal('node'), Type.Literal('pattern')]);
export type MemoryScope = Static<typeof MemoryScopeSchema>;

export const HookReply = Type.Object({
  runId: Id,
  status: Type.Integer({ minimum: 100, maximum: 599 }),
  headers: Type.Record(Type.String(), Type.String()),
  /** Text or base64 of the body. */
  body: Type.String(),
  encoding: Type.Union([Type.Literal('utf8'), Type.Literal('base64')]),
  /** Instead of a body: one of the files of the run, which the runner named before. */
  file: Type.Optional(RunFileSchema),
});
export type HookReply = Static<typeof HookReply>;

export const TestOutcomeSchema = Type.Object({
  outcome: Type.Union(testOutcomes.map((outcome) => Type.Literal(outcome))),
  latencyMs: Type.Number(),
  message: Type.Optional(Type.String({ maxLength: 2000 })),
});

/** A step whose connection is about to change: enough of it to ask its node what it would meet. */
export const StepToProbe = Type.Object({ nodeType: Type.String(), parameters: JsonObject });
export type StepToProbe = Static<typeof StepToProbe>;

export const ProbedStep = Type.Object({
  outcome: Type.Union(probeOutcomes.map((outcome) => Type.Literal(outcome))),
  message: Type.Optional(Type.String({ maxLength: 1000 })),
});
export type ProbedStep = Static<typeof ProbedStep>;

export const WireProblem = RunProblem;
export { StepRecord, PatternGraph };
