import type { ConnectionUser } from '@patchbay/contracts';

/** What a deed touches, by name. */
export function UserList({ sentence, users }: { sentence: string; users: ConnectionUser[] }) {
  return (
    <div>
      <p className="flat">{sentence}</p>
      <ul>
        {users.map(({ patternId, patternName, kind, version }) => (
          <li key={`${patternId} ${version ?? ''}`}>
            {patternName}{' '}
            <span className="muted">({kind === 'draft' ? 'draft' : `live version ${version ?? ''}`})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
