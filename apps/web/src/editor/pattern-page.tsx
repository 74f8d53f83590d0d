import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ReactFlowProvider } from '@xyflow/react';
import { useState } from 'react';
import { lastRunQuery, nodeCatalogQuery, patternQuery } from '../api/queries.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { Page } from '../ui/page.js';
import { useId } from '../ui/use-id.js';
import { PatternEditor } from './pattern-editor.js';
import { useLinkedRun } from './use-live-run.js';
import { useOpenNode } from './use-open-node.js';

/** One pattern on the canvas. */
export function PatternPage() {
  const id = useId();
  const catalog = useQuery(nodeCatalogQuery);
  // Read anew, so that an edit never starts from an older version.
  const pattern = useQuery({ ...patternQuery(id), staleTime: 0, refetchOnWindowFocus: false });
  // How it ran stands above the canvas, which must not move when that is known.
  const { isPending: isRunPending } = useQuery(lastRunQuery(id));
  const { run, sought } = useOpenNode();
  const { isLoading: isLinkLoading } = useLinkedRun(run);
  const isRunKnown = !isRunPending && !isLinkLoading;
  const isRead = catalog.isSuccess && pattern.isSuccess && pattern.isFetchedAfterMount && isRunKnown;
  const [editedId, setEditedId] = useState<string>();
  if (isRead && editedId !== id) setEditedId(id);
  // What is edited stays on the screen, whatever comes of reading it once more.
  if (editedId === id && catalog.data && pattern.data) {
    return (
      <ReactFlowProvider>
        <PatternEditor key={id} pattern={pattern.data} catalog={catalog.data} />
      </ReactFlowProvider>
    );
  }
  const failed = catalog.error ?? pattern.error;
  const readAgain = () => void Promise.all([catalog.refetch(), pattern.refetch()]);
  return (
    <Page title="Pattern" focusesItself={sought !== undefined} trail={<Link to="/patterns">Patterns</Link>}>
      {failed ? <ErrorNotice error={failed} onRetry={readAgain} /> : <Skeleton height={420} />}
    </Page>
  );
}
