import { NativeSelect } from '@mantine/core';
import { PickOne } from '../ui/pick-one.js';
import { useQuery } from '@tanstack/react-query';
import { allPatternsQuery } from '../api/pattern-lists.js';
import type { RunChoice } from './search.js';

const statuses = [
  { value: '', label: 'Any status' },
  { value: 'success', label: 'Passed' },
  { value: 'failed', label: 'Failed' },
  { value: 'timedOut', label: 'Timed out' },
  { value: 'canceled', label: 'Canceled' },
  { value: 'running', label: 'Running' },
  { value: 'waiting', label: 'Waiting' },
];
const times = [
  { value: '', label: 'Any time' },
  { value: 'hour', label: 'The last hour' },
  { value: 'day', label: 'The last 24 hours' },
  { value: 'week', label: 'The last 7 days' },
  { value: 'month', label: 'The last 30 days' },
];

interface RunFiltersProps {
  choice: RunChoice;
  onChange: (choice: RunChoice) => void;
}

export function RunFilters({ choice, onChange }: RunFiltersProps) {
  const { data: patterns = [] } = useQuery(allPatternsQuery);
  const set = (key: keyof RunChoice, value: string) => {
    const { [key]: _before, ...rest } = choice;
    onChange(value === '' ? rest : { ...rest, [key]: value });
  };
  const names = patterns.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="filters" role="search" aria-label="Filter the runs">
      <PickOne
        aria-label="Pattern"
        none="Every pattern"
        options={names}
        value={choice.pattern ?? ''}
        onPick={(value) => set('pattern', value)}
      />
      <NativeSelect
        aria-label="Status"
        data={statuses}
        value={choice.status ?? ''}
        onChange={(event) => set('status', event.currentTarget.value)}
      />
      <NativeSelect
        aria-label="Started"
        data={times}
        value={choice.since ?? ''}
        onChange={(event) => set('since', event.currentTarget.value)}
      />
    </div>
  );
}
