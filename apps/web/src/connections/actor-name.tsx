import { useMembers } from './queries.js';
import { isolated } from '../ui/isolated.js';

/** Who did it, by name; somebody who has left the project is told as such. */
export function ActorName({ actor }: { actor: string }) {
  const { data: members = [] } = useMembers();
  if (actor === 'operator') return 'The operator, on the command line';
  if (actor === 'system') return 'Patchbay';
  const [person = '', token] = actor.split('/');
  const id = person.replace(/^user:/, '');
  const name = members.find(({ user }) => user.id === id)?.user.name ?? 'Somebody outside of the project';
  return token === undefined ? isolated(name) : `${isolated(name)}, by an API token`;
}
