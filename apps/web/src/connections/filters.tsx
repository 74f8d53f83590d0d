import { Button, NativeSelect } from '@mantine/core';
import type { ConnectorDescription } from '@patchbay/contracts';
import { useState } from 'react';
import type { ConnectionFilter } from '../api/queries.js';
import { SearchInput } from '../ui/search-input.js';
import { filterFrom } from './search.js';
import { useFilterChoices } from './use-filter-choices.js';

interface FiltersProps {
  filter: ConnectionFilter;
  catalog: ConnectorDescription[];
  onChange: (filter: ConnectionFilter) => void;
}

/** The filters live in the address, so that Back and a shared link work. */
export function Filters({ filter, catalog, onChange }: FiltersProps) {
  const choices = useFilterChoices(catalog);
  const [isOpen, setOpen] = useState(false);
  const { q: _text, ...chosen } = filter;
  const chosenCount = Object.keys(chosen).length;
  const set = (key: keyof ConnectionFilter, value: string) => {
    const { [key]: _before, ...others } = filter;
    onChange(filterFrom({ ...others, [key]: value }));
  };
  return (
    <div className={`filters ${isOpen ? '' : 'filters-folded'}`} role="search" aria-label="Connections">
      <SearchInput
        label="Search connections"
        placeholder="Name, host or description"
        text={filter.q ?? ''}
        onSearch={(text) => set('q', text)}
      />
      <Button
        className="filter-fold"
        variant="default"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {chosenCount === 0 ? 'Filters' : `Filters (${chosenCount})`}
      </Button>
      {choices
        .filter(({ key, options }) => options.length > 0 || filter[key] !== undefined)
        .map(({ key, name, options }) => (
          <NativeSelect
            key={key}
            className="filter-choice"
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
