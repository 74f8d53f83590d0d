import type { RunStatus, RunSummary } from '@patchbay/contracts';
import { StateBadge, type State } from '../ui/state-badge.js';
import { waitingWords } from './waiting-words.js';

const looks: Record<RunStatus, { state: State; word: string }> = {
  queued: { state: 'untested', word: 'Queued' },
  running: { state: 'untested', word: 'Running' },
  waiting: { state: 'untested', word: 'Waiting' },
  success: { state: 'passed', word: 'Passed' },
  failed: { state: 'failed', word: 'Failed' },
  canceled: { state: 'warning', word: 'Canceled' },
  timedOut: { state: 'failed', word: 'Timed out' },
};

interface RunStatusBadgeProps {
  status: RunStatus;
  waiting?: RunSummary['waiting'];
}

export function RunStatusBadge({ status, waiting }: RunStatusBadgeProps) {
  const { state, word } = looks[status];
  return (
    <StateBadge state={state} isSentence={waiting !== undefined}>
      {waiting ? waitingWords(waiting) : word}
    </StateBadge>
  );
}
