import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { ConnectorDescription } from '@patchbay/contracts';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConnectionFilter } from '../api/queries.js';
import { categoryWords } from './categories.js';

interface FiltersProps {
  filter: ConnectionFilter;
  catalog: ConnectorDescription[];
  onChange: (filter: ConnectionFilter) => void;
}

const statuses = [
  { value: 'active', label: 'Active' },
  { value: 'disabled', label: 'Disabled' },
  { value: 'quarantined', label: 'Secrets do not open' },
  { value: 'unknownType', label: 'Connector missing' },
];

/** The filters live in the address, so that Back and a shared link work. */
export function Filters({ filter, catalog, onChange }: FiltersProps) {
  const set = (key: keyof ConnectionFilter, value: string) => {
    const { [key]: _before, ...others } = filter;
    onChange(value === '' ? others : { ...others, [key]: value });
  };
  const types = catalog.map(({ type, displayName }) => ({ value: type, label: displayName }));
  const categories = unique(catalog.map(({ category }) => category));
  const capabilities = unique(catalog.flatMap((connector) => connector.capabilities));
  const choices = [
    { key: 'type', name: 'connector', options: types },
    {
      key: 'category',
      name: 'category',
      options: categories.map((value) => ({ value, label: categoryWords(value) })),
    },
    {
      key: 'capability',
      name: 'capability',
      options: capabilities.map((value) => ({ value, label: value })),
    },
    { key: 'status', name: 'status', options: statuses },
  ] as const;
  return (
    <div className="filters" role="search" aria-label="Connections">
      <Search text={filter.q ?? ''} onSearch={(text) => set('q', text)} />
      {choices.map(({ key, name, options }) => (
        <NativeSelect
          key={key}
          aria-label={`Filter by ${name}`}
          data={[{ value: '', label: `Any ${name}` }, ...options]}
          value={filter[key] ?? ''}
          onChange={(event) => set(key, event.currentTarget.value)}
        />
      ))}
      {Object.keys(filter).length > 0 && (
        <Button variant="subtle" onClick={() => onChange({})}>
          Clear
        </Button>
      )}
    </div>
  );
}

function Search({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  const search = useDebouncedCallback(onSearch, 250);
  const change = (next: string) => {
    setTyped(next);
    search(next);
  };
  return (
    <TextInput
      className="filter-search"
      aria-label="Search connections"
      placeholder="Search by name or description"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== '' && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
