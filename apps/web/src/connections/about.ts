import type { ConnectionDetail } from '@patchbay/contracts';

/** What people say of a connection, whatever its connector. */
export type About = Pick<ConnectionDetail, 'name' | 'description' | 'tags' | 'scope'>;

export const nothingSaid: About = { name: '', description: '', tags: [], scope: 'project' };

export function aboutOf({ name, description, tags, scope }: About): About {
  return { name, description, tags, scope };
}

export function isSameAbout(one: About, other: About): boolean {
  return JSON.stringify(aboutOf(one)) === JSON.stringify(aboutOf(other));
}
