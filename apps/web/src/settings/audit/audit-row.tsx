import type { AuditRecord } from '@patchbay/contracts';
import { RelativeTime } from '../../ui/relative-time.js';
import { capitalized, grouped } from '../../ui/words.js';
import { Name } from '../../ui/name.js';

interface AuditRowProps {
  record: AuditRecord;
  /** By whom it was done. */
  actor: string;
  /** What it was done to, by name, where that is known. */
  subject: string | undefined;
}

/** One line; opened, all that is on record. */
export function AuditRow({ record, actor, subject }: AuditRowProps) {
  return (
    <li className="audit-record">
      <details>
        <summary>
          <span className="muted mono audit-record-number">{grouped(record.sequence)}</span>
          <span className="audit-record-what">
            {actionWords(record.action)}
            {subject !== undefined && (
              <>
                {' '}
                <strong>
                  <Name>{subject}</Name>
                </strong>
              </>
            )}
          </span>
          <span className="muted">
            <Name>{actor}</Name>
          </span>
          <span className="muted small audit-record-time">
            <RelativeTime time={record.at} />
          </span>
        </summary>
        <div className="audit-details">
          <dl className="facts">
            <dt>Action</dt>
            <dd className="mono">{record.action}</dd>
            <dt>Time</dt>
            <dd>{new Date(record.at).toLocaleString()}</dd>
            <dt>Actor</dt>
            <dd className="mono">{record.actor}</dd>
            <dt>Subject</dt>
            <dd className="mono">
              {record.subjectType} {record.subjectId ?? ''}
            </dd>
            <dt>Hash</dt>
            <dd className="mono">{record.hash}</dd>
          </dl>
          {Object.keys(record.details).length > 0 && (
            <pre className="mono">{JSON.stringify(record.details, undefined, 2)}</pre>
          )}
        </div>
      </details>
    </li>
  );
}

/** `connection.leaseDenied` as "Connection lease denied". */
function actionWords(action: string): string {
  return capitalized(
    action.replaceAll('.', ' ').replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`),
  );
}
