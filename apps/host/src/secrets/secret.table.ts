import { key, nullable, table, text, whole, type Row } from '../database/table.js';

/** Named secrets of a project. */
export const secretTable = table(
  'secrets',
  {
    id: key(text()),
    projectId: text(),
    /** Stands in expressions, so it never changes. */
    name: text(),
    description: text(),
    /** Grows with every change of a value, also when one is removed: no version ever means two values. */
    version: whole(),
    createdBy: nullable(text()),
    createdAt: text(),
    updatedAt: text(),
  },
  [
    { name: 'secrets_name', columns: ['projectId', 'name'], unique: true },
    { name: 'secrets_created', columns: ['projectId', 'createdAt', 'id'] },
  ],
);
export type SecretRow = Row<typeof secretTable>;

/** The value of a secret in one environment. */
export const secretValueTable = table('secret_values', {
  secretId: key(text()),
  environment: key(text()),
  /** Of the project that the seal is bound to, so that a value can be sealed anew without its secret. */
  projectId: text(),
  /** Base64; bound to the secret, the environment and the version. */
  valueSealed: text(),
  version: whole(),
  setAt: text(),
  setBy: text(),
});
export type SecretValueRow = Row<typeof secretValueTable>;
