import './connections.css';
import { TextInput } from '@mantine/core';
import type { ConnectorDescription } from '@patchbay/contracts';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { PluginIcon } from '../ui/plugin-icon.js';
import { categoryWords } from './categories.js';
import type { Filling } from './paste/suggestion.js';
import { usePickerPaste } from './paste/use-picker-paste.js';
import { recentOf } from './recent-types.js';

interface TypePickerProps {
  catalog: ConnectorDescription[];
  /** A connection was pasted into the search: it says of itself what it is. */
  onPasted?: (filling: Filling) => void;
}

/** Categories on the left, search on top and focused, a card for each connector. */
export function TypePicker({ catalog, onPasted }: TypePickerProps) {
  const [text, setText] = useState('');
  const [category, setCategory] = useState<string>();
  const found = catalog.filter((connector) => fits(connector, text));
  const categories = [...new Set(catalog.map((connector) => connector.category))].sort();
  const paste = usePickerPaste(onPasted);
  const recent = text === '' && category === undefined ? recentOf(catalog) : [];
  const shown = found.filter((connector) => category === undefined || connector.category === category);
  return (
    <div className="picker">
      <TextInput
        className="picker-search"
        aria-label="Search connectors"
        placeholder={
          onPasted
            ? 'Search, or paste a connection URL, .env or cURL'
            : 'Search, for instance postgres or mail'
        }
        onPaste={paste.onPaste}
        error={paste.problem}
        leftSection={<IconSearch size={16} aria-hidden />}
        data-autofocus
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {paste.error !== null && <ErrorNotice error={paste.error} />}
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
        {recent.length > 0 && (
          <>
            <h2 className="picker-heading">Recently used</h2>
            <Cards connectors={recent} />
            <h2 className="picker-heading">All</h2>
          </>
        )}
        {shown.length === 0 ? (
          <EmptyState sentence="No connector fits. A plugin can add one." />
        ) : (
          <Cards connectors={shown} />
        )}
      </div>
    </div>
  );
}

function Cards({ connectors }: { connectors: ConnectorDescription[] }) {
  return (
    <ul className="plain-list card-grid">
      {connectors.map((connector) => (
        <li key={connector.type}>
          <TypeCard connector={connector} />
        </li>
      ))}
    </ul>
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
