import type { VaultKey } from '@patchbay/contracts';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateBadge, type State } from '../../ui/state-badge.js';
import { count } from '../../ui/words.js';

const looks: Record<VaultKey['state'], { state: State; word: string }> = {
  prepared: { state: 'untested', word: 'Prepared' },
  active: { state: 'passed', word: 'In use' },
  retiring: { state: 'warning', word: 'Being replaced' },
  retired: { state: 'untested', word: 'Retired' },
  unknown: { state: 'failed', word: 'Not known' },
};

/** One master key: since when, and how many records it seals, by where they lie on hover. */
export function KeyRow({ vaultKey }: { vaultKey: VaultKey }) {
  const { keyId, state, activatedAt, retiredAt, records, places } = vaultKey;
  const where = Object.entries(places).map(([place, number]) => `${place}: ${number}`);
  return (
    <li className="list-row">
      <div className="list-row-main">
        <span className="mono">{keyId}</span>
        <p className="muted small list-row-facts">
          <span title={where.join('\n')}>seals {count(records, 'record')}</span>
          {activatedAt !== null && (
            <span>
              in use since <RelativeTime time={activatedAt} />
            </span>
          )}
          {retiredAt !== null && (
            <span>
              retired <RelativeTime time={retiredAt} />
            </span>
          )}
        </p>
      </div>
      <StateBadge state={looks[state].state}>{looks[state].word}</StateBadge>
    </li>
  );
}
