interface ListPage<T> {
  items: T[];
  nextCursor: string | null;
}

/** The most that a chooser can sensibly hold. */
const most = 2000;

/** Every page of a list, one after the other. */
export async function readAll<T>(
  read: (query: { limit: number; cursor?: string }) => Promise<ListPage<T>>,
): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const page: ListPage<T> = await read({ limit: 200, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null && found.length < most);
  return found;
}
