import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import { PluginIcon } from '../../ui/plugin-icon.js';
import { ConnectionStatus } from '../connection-status.js';
import { failureSentence } from '../test-words.js';
import { isolated } from '../../ui/isolated.js';

interface FaceProps {
  connection: ConnectionDetail;
  connector: ConnectorDescription | undefined;
}

/** What a person checks first, on every tab: what it is, where it leads, whose it is, whether it works. */
export function Face({ connection, connector }: FaceProps) {
  const { connectorName, hostSummary, scope, owner, lastTest, status } = connection;
  return (
    <div className="face">
      <PluginIcon icon={connector?.icon} name={connectorName} size={44} />
      <div className="face-text">
        <span>
          {connectorName}
          {hostSummary !== null && (
            <>
              {' · '}
              <span className="mono">{hostSummary}</span>
            </>
          )}
          <span className="muted">
            {' · '}
            {scope === 'personal' ? `personal, of ${isolated(owner?.name ?? 'its owner')}` : 'project'}
          </span>
        </span>
        <span className="face-test" aria-live="polite">
          <ConnectionStatus connection={connection} />
          {status === 'active' && lastTest?.message !== undefined && lastTest.ok && (
            <span className="muted small">{lastTest.message}</span>
          )}
          {status === 'active' && lastTest?.ok === false && (
            <span className="small">{failureSentence(lastTest)}</span>
          )}
        </span>
      </div>
    </div>
  );
}
