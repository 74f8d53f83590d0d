import { type Static, Type } from '@sinclair/typebox';
import { Id, ListQuery, Name, Nullable, Timestamp } from './common.js';
import { Email, RoleSchema } from './users.js';

export const Project = Type.Object(
  {
    id: Id,
    name: Type.String(),
    /** The one that a request means when it names none. */
    isDefault: Type.Boolean(),
    createdAt: Timestamp,
    /** The caller's role in it; null for an administrator of the installation who is no member. */
    role: Nullable(RoleSchema),
  },
  { $id: 'Project' },
);
export type Project = Static<typeof Project>;

export const ProjectInput = Type.Object({ name: Name }, { additionalProperties: false });
export type ProjectInput = Static<typeof ProjectInput>;

export const Member = Type.Object(
  {
    user: Type.Object({ id: Id, name: Type.String(), email: Email, disabled: Type.Boolean() }),
    role: RoleSchema,
    createdAt: Timestamp,
  },
  { $id: 'Member' },
);
export type Member = Static<typeof Member>;

/** Who is added is named by id or by address; one of them. */
export const MemberAdd = Type.Object(
  { userId: Type.Optional(Id), email: Type.Optional(Email), role: RoleSchema },
  { additionalProperties: false },
);
export type MemberAdd = Static<typeof MemberAdd>;

export const MemberPatch = Type.Object({ role: RoleSchema }, { additionalProperties: false });

export const ProjectListQuery = Type.Object(ListQuery);
