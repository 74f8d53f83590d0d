import { Table } from '@mantine/core';
import type { RunItem } from '@patchbay/contracts';

/** `first` is the number of the first row, from 0. */
export function ItemsTable({ items, first }: { items: readonly RunItem[]; first: number }) {
  const columns = [...new Set(items.flatMap(({ json }) => Object.keys(json)))];
  if (items.length === 0) return <p className="muted">No items.</p>;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Items">
      <Table striped className="data-table" aria-label="Items">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ json }, index) => (
            <Table.Tr key={index}>
              <Table.Td className="muted">{first + index}</Table.Td>
              {columns.map((column) => (
                <Table.Td key={column}>{cellText(json, column)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const longest = 300;

function cellText(json: Record<string, unknown>, column: string): string {
  if (!Object.hasOwn(json, column)) return '';
  const value = json[column];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
