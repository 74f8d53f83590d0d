import { Button } from '@mantine/core';

interface ShowMoreProps {
  /** A list that is read a page at a time. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  /** As the button says it. */
  words?: string;
}

/** Reads the next page of a list, while there is one. */
export function ShowMore({ list, words = 'Show more' }: ShowMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      mt="md"
      variant="default"
      loading={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {words}
    </Button>
  );
}
