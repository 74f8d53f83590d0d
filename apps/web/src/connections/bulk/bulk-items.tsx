import { Skeleton } from '@mantine/core';
import type { ConnectionBulkItem } from '@patchbay/contracts';
import { problemWords, userWords } from './bulk-words.js';
import { Name } from '../../ui/name.js';

interface BulkItemsProps {
  items: readonly ConnectionBulkItem[];
  isLooking: boolean;
}

/** What is in the way of some, or is touched by the deed; of the others only how many they are. */
export function BulkItems({ items, isLooking }: BulkItemsProps) {
  if (isLooking) return <Skeleton height={48} aria-label="Looking at what uses them" />;
  const told = items.filter(({ problem, dependents }) => problem !== null || dependents.length > 0);
  if (told.length === 0) return null;
  return (
    <ul className="plain-list bulk-items" aria-label="What it touches" tabIndex={0}>
      {told.map(({ id, name, problem, dependents }) => (
        <li key={id}>
          <strong>
            <Name>{name ?? 'One that is gone'}</Name>
          </strong>
          {problem !== null && <span className="problem-text small">{problemWords(problem)}</span>}
          {dependents.length > 0 && (
            <span className="muted small">Used by {dependents.map(userWords).join(', ')}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
