import type { ConnectionPage, ConnectionSummary } from '@patchbay/contracts';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

/** Changes one row of every list that was read, instead of reading lists again that may have been scrolled through thousands. */
export function changeInLists(
  queries: QueryClient,
  id: string,
  change: (row: ConnectionSummary) => ConnectionSummary,
): void {
  queries.setQueriesData<InfiniteData<ConnectionPage>>({ queryKey: ['connections', 'list'] }, (list) => {
    if (list === undefined) return undefined;
    const pages = list.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === id ? change(item) : item)),
    }));
    return { ...list, pages };
  });
}
