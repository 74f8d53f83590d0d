import { type Static, Type } from '@sinclair/typebox';
import { Id, Nullable } from './common.js';
import { ConnectionUser } from './usage.js';

export const ConnectionBulk = Type.Object(
  {
    ids: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }),
    action: Type.Union([Type.Literal('delete'), Type.Literal('transfer')]),
    /** Of a transfer, one of the two: who owns them from now on, a member of the project who may edit connections; */
    to: Type.Optional(Id),
    /** or where they are from now on, another project in which the caller may edit connections. He owns them there. */
    toProject: Type.Optional(Id),
    /** Also those that are in use. */
    detach: Type.Optional(Type.Boolean()),
    /** Look and change nothing. */
    dryRun: Type.Optional(Type.Boolean()),
  },
  { $id: 'ConnectionBulk', additionalProperties: false },
);
export type ConnectionBulk = Static<typeof ConnectionBulk>;

export const ConnectionBulkItem = Type.Object({
  id: Id,
  /** Null for one that is not found. */
  name: Nullable(Type.String()),
  /** The code of what is in the way; null when nothing is. */
  problem: Nullable(Type.String()),
  dependents: Type.Array(Type.Omit(ConnectionUser, ['lastRun'])),
});
export type ConnectionBulkItem = Static<typeof ConnectionBulkItem>;

export const ConnectionBulkAnswer = Type.Object(
  {
    /** Whether they were changed: all of them, or none. */
    done: Type.Boolean(),
    items: Type.Array(ConnectionBulkItem),
  },
  { $id: 'ConnectionBulkAnswer' },
);
export type ConnectionBulkAnswer = Static<typeof ConnectionBulkAnswer>;
