import { Alert, Button, Group } from '@mantine/core';
import type { RunProblem } from '@patchbay/contracts';
import { adviceFor } from '../runs/advice.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { type WrongField } from '../runs/wrong-field.js';
import { ShowField } from './show-field.js';
import type { useActive } from './use-active.js';
import type { Draft } from './use-draft.js';
import type { useLiveRun } from './use-live-run.js';
import { isolated } from '../ui/isolated.js';

interface EditorNoticesProps {
  draft: Draft;
  live: ReturnType<typeof useLiveRun>;
  active: ReturnType<typeof useActive>;
  /** The field because of which the run failed. */
  wrong: WrongField | undefined;
}

/** What went wrong with saving, running or going live, above the canvas; the draft stays as it is. */
export function EditorNotices({ draft, live, active, wrong }: EditorNoticesProps) {
  const error = live.run?.status === 'success' ? undefined : live.run?.error;
  const refused = [draft.isStale ? null : draft.saving.error, draft.load.error, live.error, active.set.error];
  return (
    <div className="editor-notices" aria-live="polite">
      {draft.isStale && (
        <Alert color="yellow" variant="outline" title="Somebody else saved this pattern meanwhile">
          <Group gap="sm">
            <Button
              size="xs"
              variant="default"
              title="Undo brings back what you drew"
              loading={draft.load.isPending}
              onClick={() => draft.load.mutate()}
            >
              Load what they saved
            </Button>
            <Button size="xs" variant="default" onClick={() => void draft.save(true).catch(ignore)}>
              Save mine over it
            </Button>
          </Group>
        </Alert>
      )}
      {refused.map((each, index) => each !== null && <ErrorNotice key={index} error={each} />)}
      {error && <RunNotice error={error} wrong={wrong} />}
    </div>
  );
}

/** In a line or two, for the canvas shows the rest: what happened where, and what to do. */
function RunNotice({ error, wrong }: { error: RunProblem; wrong: WrongField | undefined }) {
  const { nodeName, detail, title, code } = error;
  const advice = adviceFor(code);
  return (
    <p className="flat">
      <span className="problem-text">
        {nodeName === undefined ? '' : `${isolated(nodeName)}: `}
        {detail ?? title}
      </span>
      {advice !== undefined && <span className="muted"> {advice}</span>} <ShowField field={wrong} />
    </p>
  );
}

/** It shows above the canvas by itself. */
function ignore(): void {
  return undefined;
}
