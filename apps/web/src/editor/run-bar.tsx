import { Button, Group, Switch } from '@mantine/core';
import type { PatternDetail } from '@patchbay/contracts';
import { IconDeviceFloppy, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMay } from '../api/use-me.js';
import { RunStatusBadge } from '../runs/run-status.js';
import { milliseconds } from '../ui/words.js';
import { PatternMenu } from './pattern-menu.js';
import type { useActive } from './use-active.js';
import type { Draft } from './use-draft.js';
import type { useLiveRun } from './use-live-run.js';

interface RunBarProps {
  pattern: PatternDetail;
  draft: Draft;
  live: ReturnType<typeof useLiveRun>;
  active: ReturnType<typeof useActive>;
  onSave: () => void;
  onRun: () => void;
}

/** Save, put live, run and cancel. */
export function RunBar({ pattern, draft, live, active, onSave, onRun }: RunBarProps) {
  const mayEdit = useMay('pattern.edit');
  const mayRun = useMay('pattern.run');
  return (
    <Group gap="sm" className="run-bar">
      {live.run && (
        <span className="run-facts" role="status">
          <RunStatusBadge status={live.run.status} waiting={live.run.waiting} />
          {live.run.durationMs !== null && (
            <span className="muted small">{milliseconds(live.run.durationMs)}</span>
          )}
        </span>
      )}
      {mayEdit && active.hasTrigger && (
        <Switch
          label="Live"
          title="The saved version answers at its webhook"
          checked={active.isActive}
          disabled={active.set.isPending || draft.isDirty}
          onChange={(event) => active.set.mutate(event.currentTarget.checked)}
        />
      )}
      {mayEdit && (
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={16} aria-hidden />}
          disabled={!draft.isDirty}
          loading={draft.saving.isPending}
          onClick={onSave}
        >
          {draft.isDirty ? 'Save' : 'Saved'}
        </Button>
      )}
      {mayEdit && <PatternMenu pattern={pattern} onRenamed={draft.changedHere} />}
      {mayRun &&
        (live.isRunning ? (
          <Button
            color="red"
            variant="outline"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            // The second click of two on what was the button to run a moment ago.
            onClick={({ detail }) => detail < 2 && live.cancel()}
          >
            Cancel
          </Button>
        ) : (
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={live.start.isPending}
            onClick={onRun}
          >
            Run
          </Button>
        ))}
    </Group>
  );
}
