import { type Static, Type } from '@sinclair/typebox';
import { Id, Timestamp } from './common.js';

export const roles = ['admin', 'designer', 'analyst', 'viewer'] as const;
export type Role = (typeof roles)[number];
export const RoleSchema = Type.Union(roles.map((role) => Type.Literal(role)));

export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });
export const Password = Type.String({ minLength: 1, maxLength: 1000 });

export const User = Type.Object(
  { id: Id, email: Email, name: Type.String(), createdAt: Timestamp },
  { $id: 'User' },
);
export type User = Static<typeof User>;

export const SetupInput = Type.Object(
  { email: Email, password: Password, name: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);
export const LoginInput = Type.Object({ email: Email, password: Password }, { additionalProperties: false });

export const Session = Type.Object(
  { token: Type.String(), expiresAt: Timestamp, csrfToken: Type.String(), user: User },
  { $id: 'Session' },
);
export type Session = Static<typeof Session>;

export const Me = Type.Object(
  {
    user: User,
    project: Type.Object({ id: Id, name: Type.String(), role: RoleSchema }),
    permissions: Type.Array(Type.String()),
    csrfToken: Type.Optional(Type.String()),
  },
  { $id: 'Me' },
);
export type Me = Static<typeof Me>;

/** Told to everybody, so that the web application knows which page to show first. */
export const SetupState = Type.Object({ needed: Type.Boolean() });
