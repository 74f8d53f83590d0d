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

/** Never by colour alone: an icon and a word go with it. */
export function StateBadge({ state, children }: { state: State; children: ReactNode }) {
  const { color, Icon } = looks[state];
  return (
    <span className={`state state-${color}`}>
      <Icon size={13} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
