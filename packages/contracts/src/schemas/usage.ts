import { type Static, Type } from '@sinclair/typebox';
import { Id, JsonObject, Name, Nullable, Timestamp } from './common.js';
import { ConnectionCreate } from './connections.js';
import { LastRun } from './runs.js';

/** A pattern's draft, or the version of it that is live. */
export const ConnectionUser = Type.Object({
  kind: Type.Union([Type.Literal('draft'), Type.Literal('version')]),
  patternId: Id,
  patternName: Type.String(),
  /** Absent for the draft. */
  version: Type.Optional(Type.Integer()),
  nodeIds: Type.Array(Type.String()),
  lastRun: Nullable(LastRun),
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

const { description, tags, metadata, scope } = ConnectionCreate.properties;
export const ConnectionDuplicate = Type.Object(
  {
    name: Name,
    /** What differs from the original; every secret must be given, or null to leave it out. */
    config: Type.Optional(JsonObject),
    description,
    tags,
    metadata,
    scope,
  },
  { additionalProperties: false },
);
export type ConnectionDuplicate = Static<typeof ConnectionDuplicate>;

export const ReplaceAnswer = Type.Object(
  {
    /** Patterns that use the other connection now. */
    replaced: Type.Array(
      Type.Object({
        patternId: Id,
        patternName: Type.String(),
        /** The draft's new version. */
        version: Type.Integer(),
        /** The version that is live now; null when none is. What ran on the earlier one ends on it. */
        activeVersion: Type.Union([Type.Integer(), Type.Null()]),
      }),
    ),
  },
  { $id: 'ReplaceAnswer' },
);
export type ReplaceAnswer = Static<typeof ReplaceAnswer>;
