import { Skeleton } from '@mantine/core';

/** The page's final shape: face, tabs, card. */
export function DetailSkeleton() {
  return (
    <div className="detail" role="status" aria-label="Loading the connection">
      <div className="face">
        <Skeleton height={44} width={44} />
        <div className="face-text">
          <Skeleton height={14} width={280} maw="60vw" />
          <Skeleton height={14} width={180} />
        </div>
      </div>
      <Skeleton height={38} />
      <Skeleton height={260} />
    </div>
  );
}
