import type { Me } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { api, rememberCsrfToken } from './client.js';
import { chooseProject } from './project.js';

/** `ended`: somebody was in, whose page stands there still; whoever it was logs in again above it. */
export type Session = { state: 'setup' } | { state: 'login' } | { state: 'in' | 'ended'; me: Me };

const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ client }): Promise<Session> => {
    const before = personOf(client.getQueryData<Session>(['session']));
    const { needed } = await api.call('setupState');
    if (needed) return { state: 'setup' };
    try {
      const me = await ownMe();
      rememberCsrfToken(me.csrfToken);
      if (before !== undefined && before.user.id !== me.user.id) forgetAll(client);
      return { state: 'in', me };
    } catch (error) {
      if (!isPatchbayError(error) || error.code !== 'unauthenticated') throw error;
      return before === undefined ? { state: 'login' } : { state: 'ended', me: before };
    }
  },
});

/** Which page to show first, and who is logged in. */
export function useSession() {
  return useQuery(sessionQuery);
}

function personOf(session: Session | undefined): Me | undefined {
  return session !== undefined && 'me' in session ? session.me : undefined;
}

/** Somebody else has logged in, in another tab: nothing that was read for one person is shown to the next. */
function forgetAll(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey: [area] }) => area !== 'session' });
}

/** A project that was deleted, or that the person is no longer a member of, must not lock them out. */
async function ownMe(): Promise<Me> {
  try {
    return await api.call('me');
  } catch (error) {
    if (!isPatchbayError(error) || error.code !== 'project-not-found') throw error;
    chooseProject(undefined);
    return api.call('me');
  }
}
