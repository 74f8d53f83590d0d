import { useSearch } from '@tanstack/react-router';

/** What the list is searched for, from the address, so that Back and a shared link work. */
export function patternSearchFrom({ q }: Record<string, unknown>): { q?: string } {
  // The router reads `q=5432` as a number.
  const text = typeof q === 'string' || typeof q === 'number' ? String(q) : '';
  return text === '' ? {} : { q: text.slice(0, 200) };
}

export function usePatternSearch(): { q?: string } {
  const search: Record<string, unknown> = useSearch({ strict: false });
  return patternSearchFrom(search);
}
