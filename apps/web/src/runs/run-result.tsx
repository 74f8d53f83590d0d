import { Badge, Stack, Table } from '@mantine/core';
import type { RunDetail, RunItem, StepRecord } from '@patchbay/contracts';
import { IconCheck, IconX } from '@tabler/icons-react';

/** The steps of a run with their times and counts, and the items of the last one that gave any. */
export function RunResult({ run }: { run: RunDetail }) {
  const items = lastItems(run.steps);
  return (
    <Stack>
      <div className="scroll-x">
        <Table aria-label="Steps">
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
              <StepRow key={`${step.nodeId}:${step.runIndex}`} step={step} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {run.error && (
        <p role="alert" style={{ margin: 0 }}>
          {run.error.detail ?? run.error.title}
        </p>
      )}
      {items.length > 0 && <Items items={items} />}
      <p className="muted" style={{ margin: 0 }}>
        Run <span className="mono">{run.id}</span> ended with {run.status} after{' '}
        {Math.round(run.durationMs ?? 0)} ms.
      </p>
    </Stack>
  );
}

const words: Record<StepRecord['status'], string> = {
  running: 'Running',
  success: 'Passed',
  failed: 'Failed',
  skipped: 'Skipped',
  canceled: 'Canceled',
};

function StepRow({ step }: { step: StepRecord }) {
  const passed = step.status === 'success';
  return (
    <Table.Tr>
      <Table.Td style={{ minWidth: '8rem' }}>{step.name}</Table.Td>
      <Table.Td>
        <Badge
          color={passed ? 'green.9' : 'red.9'}
          leftSection={passed ? <IconCheck size={12} aria-hidden /> : <IconX size={12} aria-hidden />}
        >
          {words[step.status]}
        </Badge>
      </Table.Td>
      <Table.Td>{step.durationMs === null ? '' : `${Math.round(step.durationMs)} ms`}</Table.Td>
      <Table.Td>
        {Object.entries(step.itemCounts.out)
          .map(([pin, count]) => `${count} ${pin}`)
          .join(', ')}
      </Table.Td>
    </Table.Tr>
  );
}

function lastItems(steps: readonly StepRecord[]): RunItem[] {
  const outputs = steps.toReversed().flatMap((step) => Object.values(step.outputs));
  return outputs.find((items) => items.length > 0) ?? [];
}

function Items({ items }: { items: RunItem[] }) {
  const columns = [...new Set(items.flatMap((item) => Object.keys(item.json)))];
  return (
    <div className="scroll-x">
      <Table aria-label="Result" striped>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, index) => (
            <Table.Tr key={index}>
              {columns.map((column) => (
                <Table.Td key={column}>{text(item.json[column])}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
