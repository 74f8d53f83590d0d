import type { PatternDetail, PatternSummary } from '@patchbay/contracts';
import type { PatternRow } from './pattern.table.js';

/** What a list shows of a pattern; the graph stays where it is. */
export const summaryColumns = [
  ...(['id', 'name', 'description', 'version', 'activeVersion', 'nodeCount'] as const),
  ...(['createdAt', 'updatedAt'] as const),
] as const;

export function summaryOf(row: Pick<PatternRow, (typeof summaryColumns)[number]>): PatternSummary {
  const { id, name, description, version, activeVersion, nodeCount, createdAt, updatedAt } = row;
  return {
    id,
    name,
    description,
    version,
    active: activeVersion !== null,
    activeVersion,
    nodeCount,
    createdAt,
    updatedAt,
  };
}

export function detailOf(row: PatternRow): PatternDetail {
  return { ...summaryOf(row), ...row.graph };
}
