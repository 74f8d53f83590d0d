import { useQuery } from '@tanstack/react-query';
import { patternListQuery } from '../api/queries.js';

/** The sample pattern of this project; null when there is none, undefined while nobody knows yet. */
export function useWelcome() {
  const { data, error, refetch } = useQuery(patternListQuery);
  const welcome = data && (data.items.find(({ name }) => name === 'Welcome') ?? null);
  return { welcome, error, retry: () => void refetch() };
}
