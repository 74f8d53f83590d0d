import { IconAlertTriangle, IconArrowBackUp, IconCheck, IconClock, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type State = 'passed' | 'warning' | 'failed' | 'untested' | 'restored';

const looks = {
  passed: { color: 'green', Icon: IconCheck },
  warning: { color: 'yellow', Icon: IconAlertTriangle },
  failed: { color: 'red', Icon: IconX },
  untested: { color: 'gray', Icon: IconClock },
  restored: { color: 'blue', Icon: IconArrowBackUp },
} as const;

interface StateBadgeProps {
  state: State;
  /** Words that may take two lines. */
  isSentence?: boolean;
  children: ReactNode;
}

/** Never by colour alone: an icon and a word go with it. */
export function StateBadge({ state, isSentence = false, children }: StateBadgeProps) {
  const { color, Icon } = looks[state];
  return (
    <span className={`state state-${color}${isSentence ? ' state-words' : ''}`}>
      <Icon size={13} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
