import { type Static, Type } from '@sinclair/typebox';
import { Id, Name, Nullable, Timestamp } from './common.js';

/** What a token may be allowed; at most what its creator may do, asked again at every use. */
export const scopes = [
  'connector.read',
  'connector.edit',
  'pattern.read',
  'pattern.edit',
  'pattern.run',
  'secret.read',
  'secret.edit',
  'admin',
  'instance',
] as const;
export type Scope = (typeof scopes)[number];
const ScopeSchema = Type.Union(scopes.map((scope) => Type.Literal(scope)));
const Scopes = Type.Array(ScopeSchema, { minItems: 1, maxItems: scopes.length, uniqueItems: true });

export const ApiToken = Type.Object(
  {
    id: Id,
    name: Type.String(),
    scopes: Scopes,
    /** The one project that it works in; null works in every project of its creator. */
    projectId: Nullable(Id),
    /** How it begins, to be recognised by. */
    prefix: Type.String(),
    createdAt: Timestamp,
    expiresAt: Nullable(Timestamp),
    /** To the minute. */
    lastUsedAt: Nullable(Timestamp),
  },
  { $id: 'ApiToken' },
);
export type ApiToken = Static<typeof ApiToken>;

export const ApiTokenCreate = Type.Object(
  {
    name: Name,
    scopes: Scopes,
    projectId: Type.Optional(Id),
    expiresAt: Type.Optional(Timestamp),
  },
  { additionalProperties: false },
);
export type ApiTokenCreate = Static<typeof ApiTokenCreate>;

/** The token itself is told here and never again. */
export const ApiTokenCreated = Type.Composite([ApiToken, Type.Object({ token: Type.String() })], {
  $id: 'ApiTokenCreated',
});
export type ApiTokenCreated = Static<typeof ApiTokenCreated>;
