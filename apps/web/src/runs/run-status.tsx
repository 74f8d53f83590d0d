import type { RunStatus } from '@patchbay/contracts';
import { StateBadge, type State } from '../ui/state-badge.js';

const looks: Record<RunStatus, { state: State; word: string }> = {
  queued: { state: 'untested', word: 'Queued' },
  running: { state: 'untested', word: 'Running' },
  success: { state: 'passed', word: 'Passed' },
  failed: { state: 'failed', word: 'Failed' },
  canceled: { state: 'warning', word: 'Canceled' },
  timedOut: { state: 'failed', word: 'Timed out' },
};

export function RunStatusBadge({ status }: { status: RunStatus }) {
  const { state, word } = looks[status];
  return <StateBadge state={state}>{word}</StateBadge>;
}
