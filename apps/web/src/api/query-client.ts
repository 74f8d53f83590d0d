import { isPatchbayError } from '@patchbay/errors';
import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';

/** Else by a timer: of two clicks that wait already, the second would find the button before it shows that it is at work. */
notifyManager.setScheduler(queueMicrotask);

/** A session that has ended, or is another one by a login in another tab, is asked for anew wherever that is noticed. */
const onError = (error: unknown) => {
  if (isPatchbayError(error) && ['unauthenticated', 'csrf-token-invalid'].includes(error.code))
    void queries.invalidateQueries({ queryKey: ['session'] });
};

/** What the server answered lately. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    // The server may be on this very machine: it is asked also where the browser says that there is no network.
    queries: { retry: false, staleTime: 5_000, networkMode: 'always', refetchOnReconnect: true },
    mutations: { networkMode: 'always' },
  },
});
