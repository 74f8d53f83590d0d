import { Button } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useMay } from '../api/use-me.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { PluginIcon } from '../ui/plugin-icon.js';
import { RelativeTime } from '../ui/relative-time.js';
import { count } from '../ui/words.js';
import { ConnectionStatus } from './connection-status.js';
import { ConnectionMenu } from './connection-menu.js';
import { Tags } from './tags.js';
import { failureSentence } from './test-words.js';
import { useTestSaved } from './use-test-saved.js';
import { isolated } from '../ui/isolated.js';
import { Name } from '../ui/name.js';

interface ConnectionRowProps {
  connection: ConnectionSummary;
  icon: string | undefined;
  /** Its place in the list, from 0. */
  index: number;
  /** How many there are; -1 when that is not known. */
  total: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Takes the height that it has come to. */
  measure: (row: HTMLLIElement | null) => void;
  isSelected: boolean;
  onSelect: (index: number, isRange: boolean) => void;
}

/** What a person checks first, in one line: what it is, where it leads, whether it works, who uses it. */
export const ConnectionRow = memo(function ConnectionRow(props: ConnectionRowProps) {
  const { connection, icon, index, total, top, measure, isSelected, onSelect } = props;
  const mayEdit = useMay('connector.edit');
  const test = useTestSaved(connection.id);
  return (
    <li
      ref={measure}
      className={isSelected ? 'connection-row is-selected' : 'connection-row'}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div className="row-mark">
        {mayEdit && (
          // Not one of Mantine's: a list draws many rows.
          <input
            type="checkbox"
            className="row-check"
            aria-label={`Select ${isolated(connection.name)}`}
            checked={isSelected}
            onChange={({ nativeEvent }) =>
              onSelect(index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        )}
        <PluginIcon icon={icon} name={connection.connectorName} />
      </div>
      <div className="row-name">
        <Link to="/connections/$id" params={{ id: connection.id }} className="row-link">
          <Name>{connection.name}</Name>
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
        <Tags tags={connection.tags} />
      </div>
      <span className="muted small row-owner">
        {connection.scope === 'personal' ? isolated(connection.owner?.name ?? 'Personal') : 'Project'}
      </span>
      <div className="row-test" aria-live="polite">
        <ConnectionStatus connection={connection} />
        {test.data && !test.data.ok && <span className="small">{failureSentence(test.data)}</span>}
      </div>
      <div className="muted small row-use">
        <Usage connection={connection} />
      </div>
      {mayEdit && (
        <div className="row-action">
          <Button
            size="xs"
            variant="default"
            loading={test.isPending}
            onClick={() => test.mutate()}
            aria-label={`Test ${isolated(connection.name)}`}
          >
            Test
          </Button>
          <ConnectionMenu connection={connection} />
        </div>
      )}
      {test.isError && (
        <div className="row-error">
          <ErrorNotice error={test.error} />
        </div>
      )}
    </li>
  );
});

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
