import { Skeleton } from '@mantine/core';
import type { SecretUser } from '@patchbay/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { stateWords } from '../connections/state-words.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { secretQuery } from './queries.js';
import { Name } from '../ui/name.js';

/** The patterns and connections that name a secret. */
export function SecretUsers({ name }: { name: string }) {
  const secret = useQuery(secretQuery(name));
  if (secret.isPending) return <Skeleton height={40} aria-label="Loading what uses it" />;
  if (secret.isError) return <ErrorNotice error={secret.error} onRetry={() => void secret.refetch()} />;
  return <UserList users={secret.data.usedBy} />;
}

function UserList({ users }: { users: SecretUser[] }) {
  return (
    <ul className="secret-users" aria-label="Used by">
      {users.map((user) => (
        <li key={`${user.kind} ${user.id} ${user.version ?? ''}`}>
          {user.kind === 'connection' ? (
            <Link to="/connections/$id" params={{ id: user.id }} className="text-link">
              <Name>{user.name}</Name>
            </Link>
          ) : (
            <Link to="/patterns/$id" params={{ id: user.id }} className="text-link">
              <Name>{user.name}</Name>
            </Link>
          )}{' '}
          <span className="muted small">{kindWords(user)}</span>
        </li>
      ))}
    </ul>
  );
}

function kindWords({ kind, version }: SecretUser): string {
  if (kind === 'connection') return 'connection';
  return `pattern, ${stateWords({ kind, version })}`;
}
