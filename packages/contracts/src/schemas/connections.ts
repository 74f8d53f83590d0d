import { type Static, Type } from '@sinclair/typebox';
import { EnvironmentName } from './secrets.js';
import { Metadata, MetadataFilter } from './metadata.js';
import { Id, JsonObject, ListOf, ListQuery, Name, Nullable, Timestamp } from './common.js';

export const testOutcomes = [
  'ok',
  'authFailed',
  'unreachable',
  'timeout',
  'tls',
  'refusedByPolicy',
  'protocol',
  'unsupported',
] as const;
export type TestOutcome = (typeof testOutcomes)[number];

export const TestAnswer = Type.Object(
  {
    ok: Type.Boolean(),
    outcome: Type.Union(testOutcomes.map((outcome) => Type.Literal(outcome))),
    latencyMs: Type.Number(),
    message: Type.Optional(Type.String()),
  },
  { $id: 'TestAnswer' },
);
export type TestAnswer = Static<typeof TestAnswer>;

export const TestRecord = Type.Composite(
  [
    TestAnswer,
    Type.Object({
      id: Id,
      testedAt: Timestamp,
      /** `run`: no test was made, the server refused the credentials to a step of a run. */
      trigger: Type.Union([Type.Literal('manual'), Type.Literal('scheduled'), Type.Literal('run')]),
    }),
  ],
  {
    $id: 'TestRecord',
  },
);
export type TestRecord = Static<typeof TestRecord>;

export const testSchedules = ['off', 'daily', 'weekly'] as const;
export type TestSchedule = (typeof testSchedules)[number];
const TestScheduleSchema = Type.Union(testSchedules.map((schedule) => Type.Literal(schedule)));

const Scope = Type.Union([Type.Literal('personal'), Type.Literal('project')]);
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 50 });
const Description = Type.String({ maxLength: 2000 });
const OutputSchemas = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200 });
export const PoolInput = Type.Object(
  {
    poolSize: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    maxOverflow: Type.Optional(Type.Integer({ minimum: 0, maximum: 500 })),
    poolRecycle: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400 })),
  },
  { additionalProperties: false },
);

/** What a connection may be used for; a member that is absent restricts nothing. */
export const ConnectionRestrictions = Type.Object(
  {
    nodeTypes: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 100 })),
    patternIds: Type.Optional(Type.Array(Id, { maxItems: 1000 })),
  },
  { additionalProperties: false },
);
export type ConnectionRestrictions = Static<typeof ConnectionRestrictions>;

export const ConnectionSummary = Type.Object(
  {
    id: Id,
    name: Type.String(),
    type: Type.String(),
    connectorName: Type.String(),
    category: Nullable(Type.String()),
    capabilities: Type.Array(Type.String()),
    description: Type.String(),
    tags: Type.Array(Type.String()),
    scope: Scope,
    status: Type.Union([
      Type.Literal('active'),
      Type.Literal('disabled'),
      Type.Literal('quarantined'),
      Type.Literal('unknownType'),
    ]),
    /** host:port/database or the like, for people; never holds a secret. */
    hostSummary: Nullable(Type.String()),
    owner: Nullable(Type.Object({ id: Id, name: Type.String() })),
    version: Type.Integer(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    patternCount: Type.Integer(),
    datasetCount: Type.Integer(),
    lastUsedAt: Nullable(Timestamp),
    lastTestedAt: Nullable(Timestamp),
    testStatus: Type.Union([Type.Literal('untested'), Type.Literal('passed'), Type.Literal('failed')]),
    lastTest: Nullable(TestAnswer),
    /** Not tested for more than seven days. */
    stale: Type.Boolean(),
  },
  { $id: 'ConnectionSummary' },
);
export type ConnectionSummary = Static<typeof ConnectionSummary>;

export const ConnectionDetail = Type.Composite(
  [
    ConnectionSummary,
    Type.Object({
      metadata: Metadata,
      config: JsonObject,
      secretKeys: Type.Array(Type.String()),
      secretsSetAt: Nullable(Timestamp),
      /** When its secrets were destroyed; it cannot be enabled until they are entered again. */
      revokedAt: Type.Optional(Timestamp),
      outputSchemas: Type.Array(Type.String()),
      restrictions: Type.Optional(ConnectionRestrictions),
      pool: PoolInput,
      testSchedule: TestScheduleSchema,
      /** When it is tested next by itself. */
      nextTestAt: Nullable(Timestamp),
      /** The connection that tells when scheduled tests turn from passing to failing or back. */
      notifyConnectionId: Nullable(Id),
      /** What the person should know, such as a secret too short to be redacted from outputs. */
      warnings: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
    }),
  ],
  { $id: 'ConnectionDetail' },
);
export type ConnectionDetail = Static<typeof ConnectionDetail>;

const editable = {
  description: Type.Optional(Description),
  tags: Type.Optional(Tags),
  /** All of it; null takes it away. */
  metadata: Type.Optional(Nullable(Metadata)),
  scope: Type.Optional(Scope),
  outputSchemas: Type.Optional(OutputSchemas),
  /** Null takes them away. */
  restrictions: Type.Optional(Nullable(ConnectionRestrictions)),
  pool: Type.Optional(PoolInput),
  testSchedule: Type.Optional(TestScheduleSchema),
  notifyConnectionId: Type.Optional(Nullable(Id)),
};

export const ConnectionCreate = Type.Object(
  { name: Name, type: Type.String({ minLength: 1, maxLength: 100 }), config: JsonObject, ...editable },
  { additionalProperties: false },
);
export type ConnectionCreate = Static<typeof ConnectionCreate>;

export const ConnectionPatch = Type.Object(
  {
    name: Type.Optional(Name),
    config: Type.Optional(JsonObject),
    /** When given, the patch applies only to this version. */
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    ...editable,
  },
  { additionalProperties: false },
);
export type ConnectionPatch = Static<typeof ConnectionPatch>;

export const ConnectionTestInput = Type.Object(
  {
    type: Type.String({ minLength: 1, maxLength: 100 }),
    config: JsonObject,
    /** A saved connection whose secrets stand in for those that `config` keeps. */
    connectionId: Type.Optional(Id),
    /** Whose values of named secrets are tested; `development` when absent. */
    environment: Type.Optional(EnvironmentName),
  },
  { additionalProperties: false },
);
export type ConnectionTestInput = Static<typeof ConnectionTestInput>;

export const ConnectionListQuery = Type.Object({
  ...ListQuery,
  type: Type.Optional(Type.String({ maxLength: 100 })),
  /** Several types or aliases, with commas between: what a slot accepts. */
  types: Type.Optional(Type.String({ maxLength: 2000 })),
  category: Type.Optional(Type.String({ maxLength: 100 })),
  capability: Type.Optional(Type.String({ maxLength: 100 })),
  /** One of a summary's, or `failing` or `stale` of those that are active. */
  status: Type.Optional(Type.String({ maxLength: 100 })),
  owner: Type.Optional(Type.String({ maxLength: 100 })),
  scope: Type.Optional(Scope),
  /** Exactly this one among its tags. */
  tag: Type.Optional(Type.String({ maxLength: 50 })),
  /** Exactly this `name:value` in its metadata. */
  metadata: Type.Optional(MetadataFilter),
  q: Type.Optional(Type.String({ maxLength: 200 })),
  /** Only what a step could open now, and on the first page how many others there are and why. */
  usable: Type.Optional(Type.Boolean()),
});
export type ConnectionListQuery = Static<typeof ConnectionListQuery>;

/** Of the connections that the caller sees. */
export const ConnectionFacets = Type.Object({
  owners: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  tags: Type.Array(Type.String()),
  /** What stands in their metadata, as `name:value`; the first 200 by name. */
  metadata: Type.Array(Type.String()),
});
export type ConnectionFacets = Static<typeof ConnectionFacets>;

export const ConnectionPage = Type.Composite([
  ListOf(ConnectionSummary),
  Type.Object({
    /** What `usable` leaves out, each connection counted once; other people's personal ones are not among them. */
    hidden: Type.Optional(
      Type.Object({
        notFitting: Type.Integer(),
        disabled: Type.Integer(),
        quarantined: Type.Integer(),
        unavailable: Type.Integer(),
      }),
    ),
  }),
]);
export type ConnectionPage = Static<typeof ConnectionPage>;
