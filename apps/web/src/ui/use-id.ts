import { useParams } from '@tanstack/react-router';

/** The id in the page's address. */
export function useId(): string {
  return (useParams({ strict: false }) as { id?: string }).id ?? '';
}
