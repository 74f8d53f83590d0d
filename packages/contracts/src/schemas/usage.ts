import { type Static, Type } from '@sinclair/typebox';
import { Id, JsonObject, Name, Nullable, Timestamp } from './common.js';
import { ConnectionCreate } from './connections.js';

/** A pattern's draft, or the version of it that is live. */
export const ConnectionUser = Type.Object({
  kind: Type.Union([Type.Literal('draft'), Type.Literal('version')]),
  patternId: Id,
  patternName: Type.String(),
  /** Absent for the draft. */
  version: Type.Optional(Type.Integer()),
  nodeIds: Type.Array(Type.String()),
  /** The latest run of the pattern, in whatever version. */
  lastRun: Nullable(Type.Object({ id: Id, status: Type.String(), startedAt: Timestamp })),
});
export type ConnectionUser = Static<typeof ConnectionUser>;

export const ConnectionUsage = Type.Object(
  {
    patternCount: Type.Integer(),
    draftCount: Type.Integer(),
    versionCount: Type.Integer(),
    datasetCount: Type.Integer(),
    lastUsedAt: Nullable(Timestamp),
    /** The ten that ran or were changed most recently, latest first. */
    recent: Type.Array(ConnectionUser),
  },
  { $id: 'ConnectionUsage' },
);
export type ConnectionUsage = Static<typeof ConnectionUsage>;

const { description, tags, scope } = ConnectionCreate.properties;
export const ConnectionDuplicate = Type.Object(
  {
    name: Name,
    /** What differs from the original; every secret must be given, or null to leave it out. */
    config: Type.Optional(JsonObject),
    description,
    tags,
    scope,
  },
  { additionalProperties: false },
);
export type ConnectionDuplicate = Static<typeof ConnectionDuplicate>;

const PatternVersion = Type.Object({ patternId: Id, patternName: Type.String(), version: Type.Integer() });
export const ReplaceAnswer = Type.Object(
  {
    /** Drafts that use the other connection now, with their new version. */
    replaced: Type.Array(PatternVersion),
    /** Live versions are frozen: they go on with the replaced connection until the pattern is put live again. */
    stillLive: Type.Array(PatternVersion),
  },
  { $id: 'ReplaceAnswer' },
);
export type ReplaceAnswer = Static<typeof ReplaceAnswer>;
