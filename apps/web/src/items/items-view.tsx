import './items.css';
import { Group, Pagination, SegmentedControl } from '@mantine/core';
import type { RunItem } from '@patchbay/contracts';
import { useState } from 'react';
import { count, grouped } from '../ui/words.js';
import { ItemsTable } from './items-table.js';
import { SchemaView } from './schema-view.js';

const pageSize = 25;
const views = ['Table', 'JSON', 'Schema'] as const;

interface ItemsViewProps {
  items: readonly RunItem[];
  /** How many there were, of which `items` are the first. */
  total: number;
  /** What the items are, for ears. */
  name?: string;
}

/** Items as table, JSON or schema, a page at a time. */
export function ItemsView({ items, total, name = 'Items' }: ItemsViewProps) {
  const [view, setView] = useState<string>('Table');
  const [page, setPage] = useState(1);
  const pages = Math.max(1, Math.ceil(items.length / pageSize));
  const at = Math.min(page, pages);
  const shown = items.slice((at - 1) * pageSize, at * pageSize);
  return (
    <>
      <Group justify="space-between" mb="xs">
        <span className="muted small">
          {count(total, 'item')}
          {total > items.length && `, the first ${grouped(items.length)} are kept`}
        </span>
        <SegmentedControl size="xs" aria-label="Show as" data={[...views]} value={view} onChange={setView} />
      </Group>
      {view === 'Table' && <ItemsTable items={shown} first={(at - 1) * pageSize} name={name} />}
      {view === 'JSON' && (
        <pre className="mono data-json" tabIndex={0} aria-label={`${name} as JSON`}>
          {JSON.stringify(shown.map(asJson), shortened, 2)}
        </pre>
      )}
      {view === 'Schema' && <SchemaView items={items} />}
      {pages > 1 && view !== 'Schema' && (
        <Pagination
          mt="sm"
          size="sm"
          total={pages}
          value={at}
          onChange={setPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
        />
      )}
    </>
  );
}

/** Of one text: a few megabytes of it in a line would keep the browser busy for seconds. */
const longestText = 20_000;

function shortened(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > longestText
    ? `${value.slice(0, longestText)}… (${grouped(value.length)} characters)`
    : value;
}

/** What an expression sees of an item; one with files is shown as it travels. */
function asJson({ json, binary }: RunItem): unknown {
  return binary === undefined ? json : { json, binary };
}
