import { Foundation1760000000000 } from './1760000000000-foundation.js';
import { PatternsAndRuns1760000100000 } from './1760000100000-patterns-and-runs.js';
import { ConnectionLife1760000200000 } from './1760000200000-connection-life.js';
import { AuditAnchor1760000310000 } from './1760000310000-audit-anchor.js';
import { Access1760000320000 } from './1760000320000-access.js';
import { ConnectionAccess1760000330000 } from './1760000330000-connection-access.js';
import { RunCallers1760000500000 } from './1760000500000-run-callers.js';
import { InlineSecrets1760000510000 } from './1760000510000-inline-secrets.js';
import { RunFiles1760000520000 } from './1760000520000-run-files.js';
import { ScheduledTests1760000600000 } from './1760000600000-scheduled-tests.js';
import { Secrets1760000610000 } from './1760000610000-secrets.js';
import { VaultKeys1760000620000 } from './1760000620000-vault-keys.js';
import { AnnouncedFailures1760000630000 } from './1760000630000-announced-failures.js';
import { PatternMemory1760000640000 } from './1760000640000-pattern-memory.js';
import { WaitingRuns1760000650000 } from './1760000650000-waiting-runs.js';
import { ConnectionMetadata1760000660000 } from './1760000660000-connection-metadata.js';
import { HostsOfRuns1760000680000 } from './1760000680000-hosts-of-runs.js';
import { WebhookOptions1760000690000 } from './1760000690000-webhook-options.js';

/** In the order in which they run; append, never change one that was released. */
export const migrations = [
  Foundation1760000000000,
  PatternsAndRuns1760000100000,
  ConnectionLife1760000200000,
  AuditAnchor1760000310000,
  Access1760000320000,
  ConnectionAccess1760000330000,
  RunCallers1760000500000,
  InlineSecrets1760000510000,
  RunFiles1760000520000,
  ScheduledTests1760000600000,
  Secrets1760000610000,
  VaultKeys1760000620000,
  AnnouncedFailures1760000630000,
  PatternMemory1760000640000,
  WaitingRuns1760000650000,
  ConnectionMetadata1760000660000,
  HostsOfRuns1760000680000,
  WebhookOptions1760000690000,
];
