import { TextInput } from '@mantine/core';
import type { ConnectorDescription } from '@patchbay/contracts';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../ui/empty-state.js';
import { PluginIcon } from '../ui/plugin-icon.js';
import { categoryWords } from './categories.js';

/** Categories on the left, search on top and focused, a card for each connector. */
export function TypePicker({ catalog }: { catalog: ConnectorDescription[] }) {
  const [text, setText] = useState('');
  const [category, setCategory] = useState<string>();
  const found = catalog.filter((connector) => fits(connector, text));
  const categories = [...new Set(catalog.map((connector) => connector.category))].sort();
  const shown = found.filter((connector) => category === undefined || connector.category === category);
  return (
    <div className="picker">
      <TextInput
        className="picker-search"
        aria-label="Search connectors"
        placeholder="Search, for instance postgres or mail"
        leftSection={<IconSearch size={16} aria-hidden />}
        data-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="picker-categories" role="group" aria-label="Categories">
        {[undefined, ...categories].map((name) => (
          <button
            key={name ?? ''}
            type="button"
            className="picker-category"
            aria-pressed={category === name}
            onClick={() => setCategory(name)}
          >
            {name === undefined ? 'All' : categoryWords(name)}
            <span className="muted small">
              {found.filter((connector) => name === undefined || connector.category === name).length}
            </span>
          </button>
        ))}
      </div>
      <div className="picker-cards" aria-live="polite">
        {shown.length === 0 ? (
          <EmptyState sentence="No connector fits. A plugin can add one." />
        ) : (
          <ul className="plain-list card-grid">
            {shown.map((connector) => (
              <li key={connector.type}>
                <TypeCard connector={connector} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function TypeCard({ connector }: { connector: ConnectorDescription }) {
  const face = (
    <>
      <PluginIcon icon={connector.icon} name={connector.displayName} size={36} />
      <span className="type-text">
        <span className="type-name">{connector.displayName}</span>
        <span className="muted small">
          {connector.available
            ? connector.description
            : (connector.unavailableReason ?? 'Not available here')}
        </span>
      </span>
    </>
  );
  if (!connector.available) return <div className="type-card type-card-off">{face}</div>;
  return (
    <Link to="/connections/new" search={{ type: connector.type }} className="type-card">
      {face}
    </Link>
  );
}

function fits(
  { displayName, description, type, aliases, category }: ConnectorDescription,
  text: string,
): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [displayName, description, type, category, ...aliases].join(' ').toLowerCase();
  return words.every((word) => all.includes(word));
}
