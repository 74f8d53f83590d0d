import type { ConnectionSummary } from '@patchbay/contracts';
import { StateBadge } from '../ui/state-badge.js';
import { LastTest } from './last-test.js';

/** Whether it works: its last test, unless something keeps it from being used at all. */
export function ConnectionStatus({ connection }: { connection: ConnectionSummary }) {
  switch (connection.status) {
    case 'active':
      return <LastTest connection={connection} />;
    case 'disabled':
      return <StateBadge state="warning">Disabled</StateBadge>;
    case 'quarantined':
      return <StateBadge state="failed">Secrets do not open</StateBadge>;
    case 'unknownType':
      return <StateBadge state="failed">Connector missing</StateBadge>;
  }
}
