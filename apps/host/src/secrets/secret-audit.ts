import type { AuditEntry } from '../audit/audit-entry.js';
import type { FoundSecret } from './secret-reader.js';

/** One record for each secret that leaves the host, to be written before it does. */
export function secretEntries(
  found: readonly FoundSecret[],
  whom: Pick<AuditEntry, 'projectId' | 'actor'>,
  details: Readonly<Record<string, string>>,
): AuditEntry[] {
  return found.map(({ id, name, row }) => ({
    ...whom,
    action: 'secret.leased',
    subjectType: 'secret',
    subjectId: id,
    details: { name, environment: row.environment, version: row.version, ...details },
  }));
}
