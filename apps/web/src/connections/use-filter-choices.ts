import type { ConnectorDescription } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { connectionFacetsQuery, type ConnectionFilter } from '../api/queries.js';
import { categoryWords } from './categories.js';

interface FilterChoice {
  key: Exclude<keyof ConnectionFilter, 'q'>;
  /** What is chosen, as "Any …" says it. */
  name: string;
  options: { value: string; label: string }[];
}

/** By what the list can be narrowed: what the catalog knows, and the owners, tags and metadata that there are. */
export function useFilterChoices(catalog: readonly ConnectorDescription[]): FilterChoice[] {
  const { data: { owners, tags, metadata } = nothing } = useQuery(connectionFacetsQuery);
  const types = catalog.map(({ type, displayName }) => ({ value: type, label: displayName }));
  const categories = unique(catalog.map(({ category }) => category));
  const capabilities = unique(catalog.flatMap((connector) => connector.capabilities));
  return [
    { key: 'type', name: 'connector', options: types },
    { key: 'category', name: 'category', options: categories.map((value) => named(value, categoryWords)) },
    { key: 'capability', name: 'capability', options: capabilities.map((value) => named(value)) },
    { key: 'status', name: 'status', options: statuses },
    { key: 'owner', name: 'owner', options: owners.map(({ id, name }) => ({ value: id, label: name })) },
    { key: 'scope', name: 'scope', options: scopeChoices },
    { key: 'tag', name: 'tag', options: tags.map((value) => named(value)) },
    { key: 'metadata', name: 'metadata', options: metadata.map((value) => named(value, metadataWords)) },
  ];
}

const nothing = { owners: [], tags: [], metadata: [] };

const statuses = [
  { value: 'active', label: 'Active' },
  { value: 'failing', label: 'Last test failed' },
  { value: 'stale', label: 'Not tested for a week' },
  { value: 'disabled', label: 'Disabled' },
  { value: 'quarantined', label: 'Secrets do not open' },
  { value: 'unknownType', label: 'Connector missing' },
];
const scopeChoices = [
  { value: 'project', label: 'Of the project' },
  { value: 'personal', label: 'Personal' },
];

/** `team:billing` as "team: billing". */
function metadataWords(entry: string): string {
  return entry.replace(':', ': ');
}

function named(value: string, words: (value: string) => string = String) {
  return { value, label: words(value) };
}

function unique(values: string[]): string[] {
  return [...new Set(values)].sort();
}
