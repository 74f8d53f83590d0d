import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { useMe } from '../../api/use-me.js';
import { isolated } from '../../ui/isolated.js';

/** Turns `user:<id>/token:<id>` into a name, for those who are members of the project. */
export function useActorNames(): (actor: string) => string {
  const { project } = useMe();
  const id = project?.id ?? '';
  const members = useQuery({
    queryKey: ['projects', 'names', id],
    queryFn: () => api.call('memberList', { params: { id }, query: { limit: 200 } }),
    enabled: id !== '',
    staleTime: 60_000,
  });
  const names = new Map((members.data?.items ?? []).map(({ user }) => [user.id, user.name]));
  return (actor) => {
    const [, userId, tokenId] = /^user:([^/]+)(?:\/token:(.+))?$/.exec(actor) ?? [];
    if (userId === undefined) return actor === 'system' ? 'Patchbay itself' : actor;
    const name = names.get(userId) ?? `User ${userId.slice(0, 8)}`;
    return tokenId === undefined ? isolated(name) : `${isolated(name)}, by API token`;
  };
}
