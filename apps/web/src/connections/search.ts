import { useSearch } from '@tanstack/react-router';
import type { ConnectionFilter } from '../api/queries.js';
import { scopes } from './scopes.js';

const filterKeys = ['q', 'type', 'category', 'capability', 'status', 'owner', 'tag', 'metadata'] as const;

/** The list's filters from the address, so that a filtered list can be shared as a link. */
export function filterFrom(search: Record<string, unknown>): ConnectionFilter {
  const scope = scopes.find((known) => known === search['scope']);
  return { ...texts(search, filterKeys), ...(scope && { scope }) };
}

/** The chosen connector, and the connection to copy from. */
export function newFrom(search: Record<string, unknown>): { type?: string; from?: string } {
  return texts(search, ['type', 'from'] as const);
}

/** Which part of a connection shows. */
export function detailFrom(search: Record<string, unknown>): { tab?: string } {
  return texts(search, ['tab'] as const);
}

/** The router leaves addresses of unknown shape to whoever reads them. */
export function useFilter(): ConnectionFilter {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return filterFrom(search);
}

export function useNewSearch(): { type?: string; from?: string } {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return newFrom(search);
}

export function useTab(): string | undefined {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return detailFrom(search).tab;
}

function texts<Key extends string>(search: Record<string, unknown>, keys: readonly Key[]) {
  const found: Partial<Record<Key, string>> = {};
  for (const key of keys) {
    const value = Object.hasOwn(search, key) ? search[key] : undefined;
    // The router reads `q=5432` as a number.
    if (typeof value === 'string' || typeof value === 'number') if (value !== '') found[key] = String(value);
  }
  return found;
}
