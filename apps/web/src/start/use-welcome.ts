import { useQuery } from '@tanstack/react-query';
import { foundPatternsQuery } from '../api/pattern-lists.js';

const name = 'Welcome';

/** The sample pattern of this project; null when there is none, undefined while nobody knows yet. */
export function useWelcome() {
  const { data, error, isLoading, refetch } = useQuery(foundPatternsQuery(name));
  const welcome = data && (data.find((pattern) => pattern.name === name) ?? null);
  return { welcome, error, isLoading, retry: () => void refetch() };
}
