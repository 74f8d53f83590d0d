import type { ConnectionDetail, ConnectionSummary } from '@patchbay/contracts';
import { maskConfig, pointerTo } from '@patchbay/fields';
import type { CatalogConnector } from '../plugins/catalog.js';
import type { ConnectionRow } from './connection.table.js';

/** What lies in other tables, gathered for a whole page at once. */
export interface Surroundings {
  connector: CatalogConnector | undefined;
  ownerName: string | undefined;
  patternCount: number;
}

/** What a list shows of a row; the sealed blob and the configuration stay where they are. */
export const summaryColumns = [
  ...(['id', 'name', 'type', 'description', 'tags', 'scope', 'hostSummary', 'version'] as const),
  ...(['createdAt', 'updatedAt', 'lastUsedAt', 'lastTestedAt', 'lastTest'] as const),
  ...(['ownerId', 'disabled', 'quarantined'] as const),
] as const;
export type SummaryRow = Pick<ConnectionRow, (typeof summaryColumns)[number]>;

export function summaryOf(
  row: SummaryRow,
  { connector, ownerName, patternCount }: Surroundings,
): ConnectionSummary {
  const { id, name, type, description, tags, scope, hostSummary, version, createdAt, updatedAt, lastUsedAt } =
    row;
  return {
    id,
    name,
    type,
    description,
    tags,
    scope,
    hostSummary,
    version,
    createdAt,
    updatedAt,
    lastUsedAt,
    connectorName: connector?.description.displayName ?? type,
    category: connector?.description.category ?? null,
    capabilities: connector?.description.capabilities ?? [],
    status: statusOf(row, connector),
    owner: row.ownerId === null ? null : { id: row.ownerId, name: ownerName ?? '' },
    patternCount,
    datasetCount: 0,
    lastTestedAt: row.lastTestedAt,
    lastTest: row.lastTest,
    testStatus: row.lastTest === null ? 'untested' : row.lastTest.ok ? 'passed' : 'failed',
    stale: (row.lastTestedAt ?? createdAt) < staleSince(),
  };
}

export function detailOf(
  row: ConnectionRow,
  around: Surroundings,
  warnings: ConnectionDetail['warnings'] = [],
): ConnectionDetail {
  return {
    ...summaryOf(row, around),
    metadata: row.metadata,
    // Without the connector's fields everything is secret: what was plain under another version may not be.
    config:
      around.connector === undefined
        ? maskedWholly(row)
        : maskConfig(row.config, row.secretKeys, around.connector.fields),
    secretKeys: row.secretKeys.map((pointer) => pointer.slice(1)),
    secretsSetAt: row.secretsSetAt,
    ...(row.revokedAt === null ? {} : { revokedAt: row.revokedAt }),
    outputSchemas: row.outputSchemas,
    ...(row.restrictions === null ? {} : { restrictions: row.restrictions }),
    pool: row.pool,
    testSchedule: row.testSchedule,
    nextTestAt: row.nextTestAt,
    notifyConnectionId: row.notifyConnectionId,
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

const staleAfterMs = 7 * 24 * 3_600_000;

/** What was tested, or made, before this and not tested since is stale. */
export function staleSince(): string {
  return new Date(Date.now() - staleAfterMs).toISOString();
}

function statusOf(row: SummaryRow, connector: CatalogConnector | undefined): ConnectionSummary['status'] {
  if (row.quarantined) return 'quarantined';
  if (row.disabled) return 'disabled';
  return connector === undefined ? 'unknownType' : 'active';
}

function maskedWholly({ config, secretKeys }: ConnectionRow): ConnectionDetail['config'] {
  const pointers = Object.keys(config).map((key) => pointerTo('', key));
  return maskConfig({}, [...new Set([...pointers, ...secretKeys])]);
}
