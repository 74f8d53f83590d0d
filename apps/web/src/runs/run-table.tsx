import { Table } from '@mantine/core';
import type { RunSummary } from '@patchbay/contracts';
import { Link } from '@tanstack/react-router';
import { environmentClass } from '../ui/environment-colour.js';
import { RelativeTime } from '../ui/relative-time.js';
import { capitalized, milliseconds } from '../ui/words.js';
import { RunStatusBadge } from './run-status.js';
import { starterOf } from './trigger-words.js';
import { Name } from '../ui/name.js';

export function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  return (
    <div className="card card-flush scroll-x" tabIndex={0} role="region" aria-label="Runs">
      <Table className="folding-table" verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Pattern</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Environment</Table.Th>
            <Table.Th>Started by</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>Took</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map((run) => (
            <Table.Tr key={run.id}>
              <Table.Td className="wide-cell">
                <Link to="/runs/$id" params={{ id: run.id }} className="text-link">
                  <Name>{run.patternName}</Name>
                </Link>
              </Table.Td>
              <Table.Td>
                <RunStatusBadge status={run.status} waiting={run.waiting} />
              </Table.Td>
              <Table.Td>
                <span className={environmentClass(run.environment)}>{run.environment}</span>
              </Table.Td>
              <Table.Td>{capitalized(starterOf(run.trigger))}</Table.Td>
              <Table.Td>
                <RelativeTime time={run.startedAt} />
              </Table.Td>
              <Table.Td>{run.durationMs === null ? '' : milliseconds(run.durationMs)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
