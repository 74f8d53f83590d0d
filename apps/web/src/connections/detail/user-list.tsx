import type { ConnectionUsage } from '@patchbay/contracts';
import { count } from '../../ui/words.js';
import { stateWords } from '../state-words.js';
import { Name } from '../../ui/name.js';

/** What a deed touches, by name; of many the latest ten, and how many more there are. */
export function UserList({ sentence, usage }: { sentence: string; usage: ConnectionUsage | undefined }) {
  if (usage === undefined || usage.recent.length === 0) return null;
  const unlisted = unlistedIn(usage);
  return (
    <div>
      <p className="flat">{sentence}</p>
      <ul>
        {usage.recent.map(({ patternId, patternName, kind, version }) => (
          <li key={`${patternId} ${version ?? ''}`}>
            <Name>{patternName}</Name> <span className="muted">({stateWords({ kind, version })})</span>
          </li>
        ))}
        {unlisted > 0 && <li>and {count(unlisted, 'other')}</li>}
      </ul>
    </div>
  );
}

/** How many drafts and live versions use it beside those that are named. */
export function unlistedIn({ draftCount, versionCount, recent }: ConnectionUsage): number {
  return draftCount + versionCount - recent.length;
}
