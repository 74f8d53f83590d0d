import { isPatchbayError } from '@patchbay/errors';
import { useQuery } from '@tanstack/react-query';
import { api, rememberCsrfToken } from './client.js';

export type SessionState = 'setup' | 'login' | 'in';

/** Which page to show first, and who is logged in. */
export function useSession() {
  return useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      const { needed } = await api.call('setupState');
      if (needed) return { state: 'setup' as const };
      try {
        const me = await api.call('me');
        rememberCsrfToken(me.csrfToken);
        return { state: 'in' as const, me };
      } catch (error) {
        if (isPatchbayError(error) && error.code === 'unauthenticated') return { state: 'login' as const };
        throw error;
      }
    },
  });
}
