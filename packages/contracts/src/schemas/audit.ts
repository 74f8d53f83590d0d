import { type Static, Type } from '@sinclair/typebox';
import { Id, JsonObject, ListQuery, Nullable, ProjectQuery, Timestamp } from './common.js';

const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** One record of the log. `hash` covers all the rest, and `previousHash` ties it to the record before. */
export const AuditRecord = Type.Object(
  {
    /** Counts from 1 without gaps. */
    sequence: Type.Integer(),
    at: Timestamp,
    projectId: Nullable(Id),
    /** `user:<id>`, `user:<id>/token:<id>`, `operator` or `system`. */
    actor: Type.String(),
    /** Subject and past tense, such as `connection.leased`. */
    action: Type.String(),
    subjectType: Type.String(),
    subjectId: Nullable(Type.String()),
    details: JsonObject,
    previousHash: Hash,
    hash: Hash,
  },
  { $id: 'AuditRecord' },
);
export type AuditRecord = Static<typeof AuditRecord>;

const filters = {
  /** A user with everything that his tokens did, one token, `operator` or `system`. */
  actor: Type.Optional(Type.String({ maxLength: 200 })),
  /** An action, or a subject with a point for all its actions: `connection.`. */
  action: Type.Optional(Type.String({ maxLength: 100 })),
  subjectType: Type.Optional(Type.String({ maxLength: 100 })),
  subjectId: Type.Optional(Type.String({ maxLength: 100 })),
  /** From this time on. */
  from: Type.Optional(Timestamp),
  /** Before this time. */
  to: Type.Optional(Timestamp),
  /** The whole installation, for its administrators; the project unless said otherwise. */
  scope: Type.Optional(Type.Union([Type.Literal('project'), Type.Literal('instance')])),
};
export const AuditExportQuery = Type.Object({ ...filters, ...ProjectQuery });
export type AuditFilter = Static<typeof AuditExportQuery>;
export const AuditListQuery = Type.Object({ ...ListQuery, ...filters });
export type AuditListQuery = Static<typeof AuditListQuery>;

const AuditHead = Type.Object(
  { sequence: Type.Integer({ minimum: 1 }), hash: Hash },
  { additionalProperties: false },
);

export const AuditVerifyInput = Type.Object(
  {
    /** The end of the log at an earlier time, kept elsewhere: it must still be in it. */
    expected: Type.Optional(AuditHead),
  },
  { additionalProperties: false },
);
export type AuditVerifyInput = Static<typeof AuditVerifyInput>;

export const AuditVerdict = Type.Object(
  {
    ok: Type.Boolean(),
    /** How many records were checked and found right. */
    checked: Type.Integer(),
    /** The end of the log, worth keeping elsewhere; null when it is not sound, or empty. */
    head: Nullable(Type.Object({ sequence: Type.Integer(), hash: Type.String() })),
    firstBad: Nullable(Type.Object({ sequence: Type.Integer(), problem: Type.String() })),
  },
  { $id: 'AuditVerdict' },
);
export type AuditVerdict = Static<typeof AuditVerdict>;
