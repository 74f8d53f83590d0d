import { type Static, Type } from '@sinclair/typebox';
import { Id, Nullable, Timestamp } from './common.js';

/** In the place of a user's id: everybody who is in the project, now or later. */
export const everyone = 'everyone';

/** Somebody whose runs may use a personal connection that he neither sees nor changes. */
export const ConnectionShare = Type.Object(
  {
    /** Null for everybody in the project. */
    user: Nullable(Type.Object({ id: Id, name: Type.String() })),
    createdAt: Timestamp,
  },
  { $id: 'ConnectionShare' },
);
export type ConnectionShare = Static<typeof ConnectionShare>;
