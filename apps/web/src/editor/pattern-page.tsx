import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ReactFlowProvider } from '@xyflow/react';
import { lastRunQuery, nodeCatalogQuery, patternQuery } from '../api/queries.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { useId } from '../ui/use-id.js';
import { PatternEditor } from './pattern-editor.js';

/** One pattern on the canvas. */
export function PatternPage() {
  const id = useId();
  const catalog = useQuery(nodeCatalogQuery);
  // Read anew, so that an edit never starts from an older version.
  const pattern = useQuery({ ...patternQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  // How it ran stands above the canvas, which must not move when that is known.
  const { isPending: isRunPending } = useQuery(lastRunQuery(id));
  const failed = catalog.error ?? pattern.error;
  const isRead = catalog.isSuccess && pattern.isSuccess && pattern.isFetchedAfterMount;
  if (!failed && isRead && !isRunPending) {
    return (
      <ReactFlowProvider>
        <PatternEditor key={pattern.data.id} pattern={pattern.data} catalog={catalog.data} />
      </ReactFlowProvider>
    );
  }
  return (
    <Page title="Pattern" trail={<Link to="/patterns">Patterns</Link>}>
      {failed ? (
        <ErrorNotice error={failed} onRetry={() => void pattern.refetch()} />
      ) : (
        <Skeleton height={420} />
      )}
    </Page>
  );
}
