import type { RunDetail, RunItem } from '@patchbay/contracts';
import { ItemsView } from '../items/items-view.js';

/** The items of the last step of a run that gave any, a page at a time. */
export function ResultTable({ run }: { run: RunDetail }) {
  const last = lastItems(run);
  return last && <ItemsView name="Result" items={last.items} total={last.total} />;
}

function lastItems({ steps }: RunDetail): { items: RunItem[]; total: number } | undefined {
  const outputs = steps
    .toReversed()
    .flatMap(({ outputs: byPin, itemCounts }) =>
      Object.entries(byPin).map(([pin, items]) => ({ items, total: itemCounts.out[pin] ?? items.length })),
    );
  return outputs.find(({ items }) => items.length > 0);
}
