import { type Static, Type } from '@sinclair/typebox';
import { Id, JsonObject, Nullable, Timestamp } from './common.js';
import { ConnectionDetail, TestAnswer } from './connections.js';
import { EnvironmentName } from './secrets.js';

/** How the secrets that took over were tested: `skipped` when no test could be made, `rollback` after a passed one. */
export const rotationStatuses = ['passed', 'skipped', 'failed', 'rollback'] as const;
export type RotationStatus = (typeof rotationStatuses)[number];
const RotationStatusSchema = Type.Union(rotationStatuses.map((status) => Type.Literal(status)));

export const RotateInput = Type.Object(
  {
    /** Secret fields alone, by the rules of the masks: absent and mask keep, null clears. */
    secrets: JsonObject,
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    /** Saves also when the test fails, or cannot be made. */
    forceSave: Type.Optional(Type.Boolean()),
    /** Tests and reports, and changes nothing. */
    dryRun: Type.Optional(Type.Boolean()),
    /** Whose values of named secrets the test uses; `development` when absent. */
    environment: Type.Optional(EnvironmentName),
    /** When given, the rotation applies only to this version. */
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
);
export type RotateInput = Static<typeof RotateInput>;

/** What a step's own probe said, which has no effect: `notProbed` where there is none, or it could not tell. */
export const probeOutcomes = ['passed', 'failed', 'notProbed'] as const;

/** One step that uses the connection, and whether what can be known without running it speaks for it. */
export const ShadowStep = Type.Object({
  kind: Type.Union([Type.Literal('draft'), Type.Literal('version')]),
  patternId: Id,
  patternName: Type.String(),
  /** Absent for the draft. */
  version: Type.Optional(Type.Integer()),
  nodeId: Type.String(),
  nodeName: Type.String(),
  slot: Type.String(),
  /** Whether the connection's type has what the slot needs. */
  fits: Type.Boolean(),
  probe: Type.Union(probeOutcomes.map((outcome) => Type.Literal(outcome))),
  /** Why it failed, or was not probed. */
  probeMessage: Type.Optional(Type.String()),
  /** Whether it fits, the connector's own test passed, and so did its probe where it has one. */
  passes: Type.Boolean(),
});
export type ShadowStep = Static<typeof ShadowStep>;

export const ShadowReport = Type.Object({
  steps: Type.Array(ShadowStep),
  /** How many there are; `steps` holds the first 200. */
  stepCount: Type.Integer(),
  /** What the report does not say anything about, in sentences. */
  notProbed: Type.Array(Type.String()),
});
export type ShadowReport = Static<typeof ShadowReport>;

export const Rotation = Type.Object({
  /** False after a dry run. */
  committed: Type.Boolean(),
  testStatus: RotationStatusSchema,
  /** Null when no test could be made. */
  test: Nullable(TestAnswer),
  /** Where the secrets lie that were live before. */
  historyId: Nullable(Id),
  shadow: ShadowReport,
});
export type Rotation = Static<typeof Rotation>;

export const RotationAnswer = Type.Composite([ConnectionDetail, Type.Object({ rotation: Rotation })], {
  $id: 'RotationAnswer',
});
export type RotationAnswer = Static<typeof RotationAnswer>;

/** Secrets that were live once: when and why they were replaced, never a value. */
export const SecretHistoryEntry = Type.Object(
  {
    id: Id,
    /** The version of the connection that they belonged to last. */
    version: Type.Integer(),
    /** When they were replaced. */
    at: Timestamp,
    /** Who replaced them: `user:<id>` or `operator`. */
    actor: Type.String(),
    reason: Nullable(Type.String()),
    /** How what replaced them was tested. */
    testStatus: RotationStatusSchema,
  },
  { $id: 'SecretHistoryEntry' },
);
export type SecretHistoryEntry = Static<typeof SecretHistoryEntry>;
