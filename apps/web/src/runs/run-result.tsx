import { Stack, Table } from '@mantine/core';
import type { RunDetail, StepRecord } from '@patchbay/contracts';
import { StateBadge, type State } from '../ui/state-badge.js';
import { count, milliseconds } from '../ui/words.js';
import { FieldLink } from './field-link.js';
import { ResultTable } from './result-table.js';
import { wrongField } from './wrong-field.js';
import { waitingWords } from './waiting-words.js';
import { Name } from '../ui/name.js';

/** The steps of a run with their times and counts, and the items of the last one that gave any. */
export function RunResult({ run }: { run: RunDetail }) {
  return (
    <Stack>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Steps">
        <Table className="folding-table" aria-label="Steps">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Step</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th>Time</Table.Th>
              <Table.Th>Items</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {run.steps.map((step) => (
              <StepRow key={`${step.nodeId}:${step.runIndex}`} run={run} step={step} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <ResultTable run={run} />
      <p className="muted small flat">
        Run <span className="mono">{run.id}</span>
        {run.durationMs === null ? '' : ` took ${milliseconds(run.durationMs)}`}.
      </p>
    </Stack>
  );
}

const looks: Record<StepRecord['status'], { state: State; word: string }> = {
  running: { state: 'untested', word: 'Running' },
  waiting: { state: 'untested', word: 'Waiting' },
  success: { state: 'passed', word: 'Passed' },
  failed: { state: 'failed', word: 'Failed' },
  skipped: { state: 'untested', word: 'Skipped' },
  canceled: { state: 'warning', word: 'Canceled' },
};

function StepRow({ run, step }: { run: RunDetail; step: StepRecord }) {
  const { state, word } = looks[step.status];
  return (
    <Table.Tr>
      <Table.Td className="wide-cell">
        <Name>{step.name}</Name>
      </Table.Td>
      <Table.Td>
        <StateBadge state={state}>{step.waiting ? waitingWords(step.waiting) : word}</StateBadge>
      </Table.Td>
      <Table.Td>{step.durationMs === null ? '' : milliseconds(step.durationMs)}</Table.Td>
      <Table.Td>
        {step.error ? (
          <>
            {step.error.detail ?? step.error.title}{' '}
            {wrongField(step.error, step.nodeId) && (
              <FieldLink run={run} error={step.error} nodeId={step.nodeId} />
            )}
          </>
        ) : (
          itemsOf(step)
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function itemsOf({ itemCounts }: StepRecord): string {
  return Object.entries(itemCounts.out)
    .map(([pin, items]) => `${count(items, 'item')}${pin === 'main' ? '' : ` on ${pin}`}`)
    .join(', ');
}
