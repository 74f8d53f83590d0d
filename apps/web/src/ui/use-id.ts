import { useParams } from '@tanstack/react-router';

/** The id in the page's address. */
export function useId(): string {
  const { id }: { id?: string } = useParams({ strict: false });
  return id ?? '';
}
