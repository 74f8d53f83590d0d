import { type Static, Type } from '@sinclair/typebox';
import { Id, ListQuery, Nullable, Timestamp } from './common.js';

export const roles = ['admin', 'designer', 'analyst', 'viewer'] as const;
export type Role = (typeof roles)[number];
export const RoleSchema = Type.Union(roles.map((role) => Type.Literal(role)));

export const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });
export const Password = Type.String({ minLength: 1, maxLength: 1000 });

const PersonName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

/** `admin` looks after people and projects of the whole installation; what is in a project is a matter of its roles. */
export const instanceRoles = ['admin', 'member'] as const;
export type InstanceRole = (typeof instanceRoles)[number];
const InstanceRoleSchema = Type.Union(instanceRoles.map((role) => Type.Literal(role)));

export const User = Type.Object(
  {
    id: Id,
    email: Email,
    name: Type.String(),
    instanceRole: InstanceRoleSchema,
    disabled: Type.Boolean(),
    /** Invited, and has not chosen a password yet. */
    pending: Type.Boolean(),
    createdAt: Timestamp,
  },
  { $id: 'User' },
);
export type User = Static<typeof User>;

export const SetupInput = Type.Object(
  { email: Email, password: Password, name: PersonName },
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
    /** Null for somebody who is a member of no project. */
    project: Nullable(Type.Object({ id: Id, name: Type.String(), role: RoleSchema })),
    permissions: Type.Array(Type.String()),
    csrfToken: Type.Optional(Type.String()),
  },
  { $id: 'Me' },
);
export type Me = Static<typeof Me>;

/** Told to everybody, so that the web application knows which page to show first. */
export const SetupState = Type.Object({ needed: Type.Boolean() });

export const UserListQuery = Type.Object({
  ...ListQuery,
  /** Part of the name or the address. */
  q: Type.Optional(Type.String({ maxLength: 200 })),
});

const Membership = Type.Object({ projectId: Id, projectName: Type.String(), role: RoleSchema });
export const UserDetail = Type.Composite([User, Type.Object({ memberships: Type.Array(Membership) })], {
  $id: 'UserDetail',
});
export type UserDetail = Static<typeof UserDetail>;

/** Without a password the answer carries a link by which the person chooses one. */
export const UserCreate = Type.Object(
  {
    email: Email,
    name: PersonName,
    password: Type.Optional(Password),
    instanceRole: Type.Optional(InstanceRoleSchema),
    memberships: Type.Optional(
      Type.Array(Type.Object({ projectId: Id, role: RoleSchema }, { additionalProperties: false }), {
        maxItems: 100,
      }),
    ),
  },
  { additionalProperties: false },
);
export type UserCreate = Static<typeof UserCreate>;

/** Works once, for a week; shown once and kept nowhere. */
export const PasswordLink = Type.Object(
  {
    token: Type.String(),
    /** Below the address of the web application; behind `#`, so that no server logs the token. */
    path: Type.String(),
    expiresAt: Timestamp,
  },
  { $id: 'PasswordLink' },
);
export type PasswordLink = Static<typeof PasswordLink>;

export const UserCreated = Type.Composite(
  [UserDetail, Type.Object({ passwordLink: Type.Optional(PasswordLink) })],
  { $id: 'UserCreated' },
);
export type UserCreated = Static<typeof UserCreated>;

export const UserPatch = Type.Object(
  {
    name: Type.Optional(PersonName),
    email: Type.Optional(Email),
    instanceRole: Type.Optional(InstanceRoleSchema),
  },
  { additionalProperties: false },
);
export type UserPatch = Static<typeof UserPatch>;

export const MePatch = Type.Object({ name: PersonName }, { additionalProperties: false });

export const PasswordChange = Type.Object(
  { currentPassword: Password, password: Password },
  { additionalProperties: false },
);
/** What a password link is good for. */
export const PasswordChoice = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 200 }), password: Password },
  { additionalProperties: false },
);

/** A place where somebody is logged in. */
export const SessionSummary = Type.Object(
  {
    id: Id,
    createdAt: Timestamp,
    expiresAt: Timestamp,
    /** What the browser or program called itself at the login. */
    userAgent: Nullable(Type.String()),
    /** Whether it is the one that asks. */
    current: Type.Boolean(),
  },
  { $id: 'SessionSummary' },
);
export type SessionSummary = Static<typeof SessionSummary>;
