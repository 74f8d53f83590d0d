import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNotice } from '../../ui/error-notice.js';

interface RowsProps<T> {
  name: string;
  rows: readonly T[] | undefined;
  error: unknown;
  onRetry: () => void;
  empty: string;
  /** Reads the next page; absent when there is none. */
  onMore?: (() => void) | undefined;
  isReadingMore?: boolean;
  children: (row: T) => ReactNode;
}

/** A list in a card: its shape while it is read, the reason when it cannot be, a sentence when it is empty. */
export function Rows<T>(props: RowsProps<T>) {
  const { name, rows, error, onRetry, empty, onMore, isReadingMore = false, children } = props;
  if (rows === undefined)
    return error ? <ErrorNotice error={error} onRetry={onRetry} /> : <Skeleton height={180} />;
  return (
    <div className="card card-flush">
      {rows.length === 0 && <p className="muted list-row flat">{empty}</p>}
      <ul className="plain-list" aria-label={name}>
        {rows.map(children)}
      </ul>
      {onMore && (
        <div className="list-row">
          <Button variant="default" size="xs" loading={isReadingMore} onClick={onMore}>
            Show more
          </Button>
        </div>
      )}
    </div>
  );
}
