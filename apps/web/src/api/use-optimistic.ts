import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';

interface Optimistic<Data, Input, Answer> {
  /** What is kept under it shows the change at once. */
  queryKey: QueryKey;
  shown: (before: Data, input: Input) => Data;
  send: (input: Input) => Promise<Answer>;
  /** When the server has answered, whatever it said. */
  onSettled: (answer: Answer | undefined) => unknown;
}

/** For what can be undone: shows what a change will have made, and takes it back when the server refuses. */
export function useOptimistic<Data, Input, Answer>(options: Optimistic<Data, Input, Answer>) {
  const { queryKey, shown, send, onSettled } = options;
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onMutate: async (input: Input) => {
      // An answer that is under way would show the old state again.
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<Data>(queryKey);
      if (before !== undefined) queries.setQueryData<Data>(queryKey, shown(before, input));
      return before;
    },
    onError: (_error, _input, before) => {
      if (before !== undefined) queries.setQueryData<Data>(queryKey, before);
    },
    onSettled: (answer) => onSettled(answer),
  });
}
