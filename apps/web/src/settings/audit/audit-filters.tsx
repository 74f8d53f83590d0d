import { NativeSelect, TextInput } from '@mantine/core';
import { useMay } from '../../api/use-me.js';
import type { AuditChoice } from './search.js';

const subjects = [
  { value: '', label: 'Everything' },
  { value: 'connection.', label: 'Connections' },
  { value: 'secret.', label: 'Secrets' },
  { value: 'pattern.', label: 'Patterns' },
  { value: 'run.', label: 'Runs' },
  { value: 'user.', label: 'Users' },
  { value: 'project.', label: 'Projects' },
  { value: 'vault.', label: 'Vault' },
  { value: 'access.denied', label: 'Refused access' },
];

interface AuditFiltersProps {
  choice: AuditChoice;
  onChange: (choice: AuditChoice) => void;
}

export function AuditFilters({ choice, onChange }: AuditFiltersProps) {
  const mayAll = useMay('instance');
  const set = (key: keyof AuditChoice, value: string) => {
    const { [key]: _before, ...rest } = choice;
    onChange(value === '' ? rest : { ...rest, [key]: value });
  };
  return (
    <div className="filters filters-named" role="search" aria-label="Filter the log">
      <NativeSelect
        label="About"
        data={subjects}
        value={choice.action ?? ''}
        onChange={(event) => set('action', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label="From day"
        value={choice.from ?? ''}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label="To day"
        value={choice.to ?? ''}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
      {mayAll && (
        <NativeSelect
          label="Of"
          data={[
            { value: '', label: 'This project' },
            { value: 'instance', label: 'The whole installation' },
          ]}
          value={choice.scope ?? ''}
          onChange={(event) => set('scope', event.currentTarget.value)}
        />
      )}
    </div>
  );
}
