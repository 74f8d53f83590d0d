import type { Me } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { useQuery } from '@tanstack/react-query';
import { api, rememberCsrfToken } from './client.js';
import { chooseProject } from './project.js';

export type SessionState = 'setup' | 'login' | 'in';

/** Which page to show first, and who is logged in. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      const { needed } = await api.call('setupState');
      if (needed) return { state: 'setup' as const };
      try {
        const me = await ownMe();
        rememberCsrfToken(me.csrfToken);
        return { state: 'in' as const, me };
      } catch (error) {
        if (isPatchbayError(error) && error.code === 'unauthenticated') return { state: 'login' as const };
        throw error;
      }
    },
  });
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
