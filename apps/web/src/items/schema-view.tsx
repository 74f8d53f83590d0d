import { Table } from '@mantine/core';
import type { RunItem } from '@patchbay/contracts';
import { schemaOf } from './schema.js';

/** Which members the items have, of which types, and in how many of them. */
export function SchemaView({ items }: { items: readonly RunItem[] }) {
  const members = schemaOf(items.map(({ json }) => json));
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Schema">
      <Table className="data-table" aria-label="Schema">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Member</Table.Th>
            <Table.Th>Type</Table.Th>
            <Table.Th>Expression</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map(({ path, types, isAlways }) => (
            <Table.Tr key={path}>
              <Table.Td className="mono">{path}</Table.Td>
              <Table.Td>
                {types.join(' or ')}
                {!isAlways && <span className="muted">, not in every item</span>}
              </Table.Td>
              <Table.Td className="mono">{`{{ $json${path} }}`}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
