import { Alert, Button, Group } from '@mantine/core';
import { ErrorNotice } from '../ui/error-notice.js';
import type { Draft } from './use-draft.js';
import type { useLiveRun } from './use-live-run.js';

interface EditorNoticesProps {
  draft: Draft;
  live: ReturnType<typeof useLiveRun>;
}

/** What went wrong with saving or running, above the canvas; the draft stays as it is. */
export function EditorNotices({ draft, live }: EditorNoticesProps) {
  const error = live.run?.error;
  return (
    <div className="editor-notices" aria-live="polite">
      {draft.isStale && (
        <Alert color="yellow" variant="outline" title="Somebody else saved this pattern meanwhile">
          <Group gap="sm">
            <Button size="xs" variant="default" onClick={() => window.location.reload()}>
              Load what they saved
            </Button>
            <Button size="xs" variant="default" onClick={() => void draft.save(true).catch(ignore)}>
              Save mine over it
            </Button>
          </Group>
        </Alert>
      )}
      {draft.saving.isError && !draft.isStale && <ErrorNotice error={draft.saving.error} />}
      {live.start.isError && <ErrorNotice error={live.start.error} />}
      {error && live.run?.status !== 'success' && (
        <p className="problem-text flat">
          {error.nodeName === undefined ? '' : `${error.nodeName}: `}
          {error.detail ?? error.title}
        </p>
      )}
    </div>
  );
}

/** It shows above the canvas by itself. */
function ignore(): void {
  return undefined;
}
