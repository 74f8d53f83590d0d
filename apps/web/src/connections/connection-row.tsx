import { Button } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { Link } from '@tanstack/react-router';
import { useMay } from '../api/use-me.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { PluginIcon } from '../ui/plugin-icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { count } from '../ui/words.js';
import { ConnectionStatus } from './connection-status.js';
import { failureSentence } from './test-words.js';
import { useTestSaved } from './use-test-saved.js';

interface ConnectionRowProps {
  connection: ConnectionSummary;
  icon: string | undefined;
}

/** What a person checks first, in one line: what it is, where it leads, whether it works, who uses it. */
export function ConnectionRow({ connection, icon }: ConnectionRowProps) {
  const mayTest = useMay('connector.edit');
  const test = useTestSaved(connection.id);
  return (
    <li className="connection-row">
      <PluginIcon icon={icon} name={connection.connectorName} />
      <div className="row-name">
        <Link to="/connections/$id" params={{ id: connection.id }} className="row-link">
          {connection.name}
        </Link>
        <span className="muted small row-where">
          {connection.connectorName}
          {connection.hostSummary !== null && (
            <>
              {' · '}
              <span className="mono">{connection.hostSummary}</span>
            </>
          )}
        </span>
      </div>
      <span className="muted small row-owner">
        {connection.scope === 'personal' ? (connection.owner?.name ?? 'Personal') : 'Project'}
      </span>
      <div className="row-test" aria-live="polite">
        <ConnectionStatus connection={connection} />
        {test.data && !test.data.ok && <span className="small">{failureSentence(test.data)}</span>}
      </div>
      <div className="muted small row-use">
        <Usage connection={connection} />
      </div>
      {mayTest && (
        <Button
          size="xs"
          variant="default"
          className="row-action"
          loading={test.isPending}
          onClick={() => test.mutate()}
          aria-label={`Test ${connection.name}`}
        >
          Test
        </Button>
      )}
      {test.isError && (
        <div className="row-error">
          <ErrorNotice error={test.error} />
        </div>
      )}
    </li>
  );
}

function Usage({
  connection: { patternCount, datasetCount, lastUsedAt },
}: {
  connection: ConnectionSummary;
}) {
  const users = [
    patternCount > 0 && count(patternCount, 'pattern'),
    datasetCount > 0 && count(datasetCount, 'dataset'),
  ].filter((part) => part !== false);
  return (
    <>
      <span>{users.length === 0 ? 'Not used by anything' : users.join(' · ')}</span>
      {lastUsedAt !== null && (
        <span className="row-used">
          {isRecent(lastUsedAt) && <span className="activity-dot" aria-hidden />}
          used <RelativeTime time={lastUsedAt} />
        </span>
      )}
    </>
  );
}

/** Within the last hour. */
function isRecent(time: string): boolean {
  return Date.now() - Date.parse(time) < 3_600_000;
}
