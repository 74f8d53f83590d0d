import { type Static, Type } from '@sinclair/typebox';
import { Id, Nullable, Timestamp } from './common.js';

/** Lower case, because it is part of the addresses of webhooks. */
export const EnvironmentName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });
/** Stands in expressions as `$secrets.NAME`. */
export const SecretName = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$' });

export const Environment = Type.Object(
  {
    id: Id,
    name: EnvironmentName,
    description: Type.String(),
    /** Where a run happens that names no environment; it cannot be deleted. */
    isDefault: Type.Boolean(),
    createdAt: Timestamp,
  },
  { $id: 'Environment' },
);
export type Environment = Static<typeof Environment>;

export const EnvironmentCreate = Type.Object(
  { name: EnvironmentName, description: Type.Optional(Type.String({ maxLength: 2000 })) },
  { additionalProperties: false },
);
export type EnvironmentCreate = Static<typeof EnvironmentCreate>;

/** Whether a secret has a value in an environment; the value itself is never read back. */
export const SecretValueState = Type.Object({
  environment: EnvironmentName,
  isSet: Type.Boolean(),
  setAt: Nullable(Timestamp),
  /** Who set it: `user:<id>` or `operator`. */
  setBy: Nullable(Type.String()),
});
export type SecretValueState = Static<typeof SecretValueState>;

const summary = {
  id: Id,
  name: SecretName,
  description: Type.String(),
  /** Of every environment of the project. */
  values: Type.Array(SecretValueState),
  /** Patterns and connections that name it. */
  usedByCount: Type.Integer(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};
export const SecretSummary = Type.Object(summary, { $id: 'SecretSummary' });
export type SecretSummary = Static<typeof SecretSummary>;

/** A draft, a live version or a connection that names the secret. */
export const SecretUser = Type.Object({
  kind: Type.Union([Type.Literal('draft'), Type.Literal('version'), Type.Literal('connection')]),
  id: Id,
  name: Type.String(),
  /** Of a live version. */
  version: Type.Optional(Type.Integer()),
  /** Node ids of a pattern, or JSON pointers into a connection's configuration. */
  places: Type.Array(Type.String()),
});
export type SecretUser = Static<typeof SecretUser>;

export const SecretDetail = Type.Object(
  {
    ...summary,
    usedBy: Type.Array(SecretUser),
    warnings: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
  },
  { $id: 'SecretDetail' },
);
export type SecretDetail = Static<typeof SecretDetail>;

/** A text as it is; the mask (eight bullets) only as `{ "$value": … }`, because a form may have sent it by mistake. */
export const SecretValue = Type.Unsafe<string | { $value: string }>(
  Type.Unknown({
    description: 'A text, up to 131,072 characters, or { "$value": text }',
  }),
);
export type SecretValue = Static<typeof SecretValue>;

export const SecretCreate = Type.Object(
  {
    name: SecretName,
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    /** First values, by environment. */
    values: Type.Optional(Type.Record(Type.String(), SecretValue)),
  },
  { additionalProperties: false },
);
export type SecretCreate = Static<typeof SecretCreate>;

export const SecretPatch = Type.Object(
  { description: Type.Optional(Type.String({ maxLength: 2000 })) },
  { additionalProperties: false },
);
export type SecretPatch = Static<typeof SecretPatch>;

export const SecretValueInput = Type.Object({ value: SecretValue }, { additionalProperties: false });
export type SecretValueInput = Static<typeof SecretValueInput>;
