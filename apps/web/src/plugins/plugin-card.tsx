import type { ConnectorDescription } from '@patchbay/contracts';
import { PluginIcon } from '../ui/plugin-icon.js';
import { StateBadge } from '../ui/state-badge.js';
import { count } from '../ui/words.js';
import { Section } from '../settings/parts/section.js';
import type { PluginParts } from './plugins-of.js';
import { connectorReach, nodeReach } from './reach-words.js';

/** One plugin with its connectors and nodes. What it says of itself is shown as text. */
export function PluginCard({ plugin }: { plugin: PluginParts }) {
  const { name, version, reason, connectors, nodes } = plugin;
  const facts = [
    ...(version === '' ? [] : [`Version ${version}`]),
    ...(connectors.length > 0 ? [count(connectors.length, 'connector')] : []),
    ...(nodes.length > 0 ? [count(nodes.length, 'node')] : []),
  ].join(' · ');
  return (
    <Section title={name} intro={facts}>
      {reason !== undefined && <NotWorking reason={reason} />}
      <ul className="plain-list plugin-parts">
        {connectors.map((connector) => (
          <ConnectorPart key={connector.type} connector={connector} />
        ))}
      </ul>
      {nodes.length > 0 && (
        <details>
          <summary className="muted small">The nodes, and what they use</summary>
          <ul className="plain-list plugin-parts">
            {nodes.map((node) => (
              <li key={`${node.type} ${node.version}`} className="plugin-part">
                <PluginIcon icon={node.icon} name={node.displayName} size={26} />
                <p>
                  {node.displayName} <span className="muted small">{nodeReach(node)}</span>
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

function NotWorking({ reason }: { reason: string }) {
  return (
    <div>
      <StateBadge state="failed">Does not work</StateBadge>
      <p className="flat plugin-reason">{reason}</p>
      <p className="muted small flat">Mend or remove it, then start Patchbay again.</p>
    </div>
  );
}

function ConnectorPart({ connector }: { connector: ConnectorDescription }) {
  return (
    <li className="plugin-part">
      <PluginIcon icon={connector.icon} name={connector.displayName} size={28} />
      <div>
        <p>
          {connector.displayName} <span className="mono muted">{connector.type}</span>{' '}
          {!connector.available && (
            <StateBadge state="failed">{connector.unavailableReason ?? 'Not available'}</StateBadge>
          )}
        </p>
        <p className="muted small">{connectorReach(connector)}</p>
      </div>
    </li>
  );
}
