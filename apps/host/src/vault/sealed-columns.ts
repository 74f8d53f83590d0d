import type { Binding } from '@patchbay/vault';
import { headBinding } from '../audit/audit-anchor.js';
import { connectionBinding, historyBinding } from '../connections/connection-secrets.js';
import { inlineBinding } from '../inline/inline-secrets.js';
import { secretValueBinding } from '../secrets/secret-values.js';

/** What the columns of a sealed row say, by name. */
type Values = Readonly<Record<string, string | number>>;

/** A column of sealed texts, and what each is bound to. */
export interface SealedColumn {
  table: string;
  column: string;
  /** The primary key, one column or two. */
  keys: readonly [string] | readonly [string, string];
  /** Further columns for the binding: `name` of the table itself, or `alias: expression` of `join`. */
  more: Readonly<Record<string, string>>;
  /** A LEFT JOIN: a row without its owner must turn up as one that does not open, not be passed over. */
  join?: string;
  binding(instanceId: string, values: Values): Binding;
}

/**
 * Every column that holds what the vault sealed; a rotation of the master key visits these and no others. A spec
 * looks through the whole database for sealed texts and fails for a column that is missing here.
 */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'connections',
    column: 'secretsSealed',
    keys: ['id'],
    more: { projectId: 't."projectId"', type: 't."type"', sealedVersion: 't."sealedVersion"' },
    binding: (instance, row) =>
      connectionBinding(instance, {
        id: textOf(row, 'id'),
        projectId: textOf(row, 'projectId'),
        type: textOf(row, 'type'),
        sealedVersion: Number(row['sealedVersion']),
      }),
  },
  {
    table: 'connection_secret_history',
    column: 'secretsSealed',
    keys: ['id'],
    join: 'LEFT JOIN "connections" c ON c."id" = t."connectionId"',
    more: {
      connectionId: 't."connectionId"',
      connectionVersion: 't."connectionVersion"',
      projectId: 'c."projectId"',
      type: 'c."type"',
    },
    binding: (instance, row) =>
      historyBinding(
        instance,
        { id: textOf(row, 'connectionId'), projectId: textOf(row, 'projectId'), type: textOf(row, 'type') },
        { id: textOf(row, 'id'), connectionVersion: Number(row['connectionVersion']) },
      ),
  },
  {
    table: 'secret_values',
    column: 'valueSealed',
    keys: ['secretId', 'environment'],
    more: { projectId: 't."projectId"', version: 't."version"' },
    binding: (instance, row) =>
      secretValueBinding(instance, {
        secretId: textOf(row, 'secretId'),
        environment: textOf(row, 'environment'),
        projectId: textOf(row, 'projectId'),
        version: Number(row['version']),
      }),
  },
  {
    table: 'inline_secrets',
    column: 'secretsSealed',
    keys: ['id'],
    join: 'LEFT JOIN "patterns" p ON p."id" = t."patternId"',
    more: {
      patternId: 't."patternId"',
      nodeId: 't."nodeId"',
      slot: 't."slot"',
      type: 't."type"',
      projectId: 'p."projectId"',
    },
    binding: (instance, row) =>
      inlineBinding(instance, {
        id: textOf(row, 'id'),
        patternId: textOf(row, 'patternId'),
        nodeId: textOf(row, 'nodeId'),
        slot: textOf(row, 'slot'),
        type: textOf(row, 'type'),
        projectId: textOf(row, 'projectId'),
      }),
  },
  {
    table: 'audit_head',
    column: 'sealed',
    keys: ['id'],
    more: {},
    binding: (instance) => headBinding(instance),
  },
];

function textOf(row: Values, name: string): string {
  return String(row[name]);
}
