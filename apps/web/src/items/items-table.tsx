import { Table } from '@mantine/core';
import type { RunItem } from '@patchbay/contracts';
import { ItemFiles } from './item-files.js';

interface ItemsTableProps {
  items: readonly RunItem[];
  /** The number of the first row, from 0. */
  first: number;
  /** What the table is of, for ears. */
  name: string;
}

/** A row for each item, a column for each member that any of them has, and one for files. */
export function ItemsTable({ items, first, name }: ItemsTableProps) {
  const columns = [...new Set(items.flatMap(({ json }) => Object.keys(json)))];
  const hasFiles = items.some(({ binary }) => binary !== undefined);
  if (items.length === 0) return <p className="muted">No items.</p>;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={name}>
      <Table striped className="data-table" aria-label={name}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>#</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
            {hasFiles && <Table.Th>Files</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, index) => (
            <Table.Tr key={index}>
              <Table.Td className="muted">{first + index}</Table.Td>
              {columns.map((column) => (
                <Table.Td key={column}>
                  <div className="data-cell">{cellText(item.json, column)}</div>
                </Table.Td>
              ))}
              {hasFiles && (
                <Table.Td>
                  <ItemFiles item={item} />
                </Table.Td>
              )}
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
