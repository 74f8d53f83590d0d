import { projectInAddress } from '../../api/project.js';
import { type AuditChoice, auditQueryOf } from './search.js';

/** A plain link, so that the browser writes a log of any size to disk; the cookie logs it in. */
export function exportAddress(choice: AuditChoice): string {
  const query = new URLSearchParams({ ...auditQueryOf(choice), ...projectInAddress() });
  const text = query.toString();
  return `/api/audit/export${text === '' ? '' : `?${text}`}`;
}
