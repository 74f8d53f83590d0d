import { Button } from '@mantine/core';
import type { ConnectorDescription } from '@patchbay/contracts';
import { useState } from 'react';
import type { ConnectionFilter } from '../api/queries.js';
import { PickOne } from '../ui/pick-one.js';
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
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className={isOpen ? '' : 'filters-folded'} role="search" aria-label="Connections">
      <div className="filters">
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
        {isFiltered && (
          <Button variant="subtle" onClick={() => onChange({})}>
            Clear
          </Button>
        )}
      </div>
      <div className="filters filter-choices">
        {choices
          .filter(({ key, options }) => options.length > 0 || filter[key] !== undefined)
          .map(({ key, name, options }) => (
            <PickOne
              key={key}
              className="filter-choice"
              aria-label={`Filter by ${name}`}
              none={`Any ${name}`}
              options={withChosen(options, filter[key])}
              value={filter[key] ?? ''}
              onPick={(value) => set(key, value)}
            />
          ))}
      </div>
    </div>
  );
}

/** A link may name what is not among the choices, such as a tag that nothing has any more. */
function withChosen(options: { value: string; label: string }[], chosen: string | undefined) {
  if (chosen === undefined || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}
