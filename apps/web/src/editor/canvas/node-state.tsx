import type { StepRecord } from '@patchbay/contracts';
import {
  IconAlertTriangle,
  IconCheck,
  IconHourglass,
  IconLoader2,
  IconMinus,
  IconX,
} from '@tabler/icons-react';
import { milliseconds } from '../../ui/words.js';

const looks = {
  running: { Icon: IconLoader2, color: 'gray', word: 'Running' },
  waiting: { Icon: IconHourglass, color: 'gray', word: 'Waiting' },
  success: { Icon: IconCheck, color: 'green', word: 'Passed' },
  failed: { Icon: IconX, color: 'red', word: 'Failed' },
  skipped: { Icon: IconMinus, color: 'gray', word: 'Skipped' },
  canceled: { Icon: IconAlertTriangle, color: 'yellow', word: 'Canceled' },
} as const;

interface NodeStateProps {
  step: StepRecord;
  /** Whether no edge tells the time. */
  showsTime: boolean;
}

/** How the node's last execution went, in its corner. */
export function NodeState({ step, showsTime }: NodeStateProps) {
  const { Icon, color, word } = looks[step.status];
  const time = step.durationMs === null ? '' : milliseconds(step.durationMs);
  return (
    <span className={`flow-node-state state-${color}`} title={`${word} ${time}`.trim()}>
      <Icon size={14} aria-hidden />
      <span className="only-heard">{word}</span>
      {showsTime && <span className="flow-node-time">{time}</span>}
    </span>
  );
}
