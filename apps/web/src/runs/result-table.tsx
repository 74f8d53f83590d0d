import { Table } from '@mantine/core';
import type { RunDetail, RunItem, StepRecord } from '@patchbay/contracts';

/** The items of the last step of a run that gave any. */
export function ResultTable({ run }: { run: RunDetail }) {
  const items = lastItems(run.steps);
  if (items.length === 0) return null;
  const columns = [...new Set(items.flatMap((item) => Object.keys(item.json)))];
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Result">
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

function lastItems(steps: readonly StepRecord[]): RunItem[] {
  const outputs = steps.toReversed().flatMap((step) => Object.values(step.outputs));
  return outputs.find((items) => items.length > 0) ?? [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
