import { createHash } from 'node:crypto';
import type { AuditRow } from './audit.table.js';

/** What the first record follows on. */
export const genesis = '0'.repeat(64);

/** SHA-256 over the record with its place and its predecessor's hash: a changed, moved or missing record breaks it. */
export function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { sequence, at, projectId, actor, action, subjectType, subjectId, details, previousHash } = row;
  const parts = [previousHash, sequence, at, projectId, actor, action, subjectType, subjectId, details];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** JSON with sorted keys, so that the same facts always hash alike. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}
