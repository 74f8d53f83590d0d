import { defineNode, field, type Item, mainPin } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { checkWhole } from '../values/numbers.js';

/** Where a loop stands within its run. */
interface Place {
  readonly items: readonly Item[];
  next: number;
  /** How many were handed out. */
  batches: number;
  readonly processed: Item[];
  isDone: boolean;
}

const stateKey = 'place';

export const loop = defineNode({
  type: 'loop',
  version: 1,
  displayName: 'Loop Over Items',
  description:
    'Hands its items out in batches; lead what becomes of them back into it. Expressions know $("Name").context.currentRunIndex, from 0, and noItemsLeft',
  icon: icons.loop,
  group: 'flow',
  subtitle: '{{batchSize}}',
  parameters: {
    batchSize: field.number({ displayName: 'Batch size', default: 1, min: 1, integer: true }),
    reset: field.options({
      displayName: 'Start over',
      description: 'With the items that arrive, instead of going on with the next batch',
      options: [
        { value: false, name: 'Never' },
        { value: 'afterDone', name: 'Once done', description: 'For a loop within a loop' },
        { value: true, name: 'Always', description: 'Usually an expression decides' },
      ],
      default: false,
    }),
  },
  inputs: [mainPin],
  outputs: [
    { name: 'done', type: 'items', displayName: 'Done' },
    { name: 'loop', type: 'items', displayName: 'Loop' },
  ],
  execute({ items, parameters, state, tellContext }) {
    const { batchSize, reset } = parameters();
    checkWhole(batchSize, 1, 'batchSize');
    const known = state.get(stateKey) as Place | undefined;
    const startsOver = reset === true || (reset === 'afterDone' && known?.isDone);
    const place = known && !startsOver ? withProcessed(known, items) : startAt(items);
    state.set(stateKey, place);
    const batch = nextBatch(place, batchSize);
    place.isDone = batch.length === 0;
    if (!place.isDone) place.batches += 1;
    const noItemsLeft = place.next >= place.items.length;
    tellContext({ noItemsLeft, currentRunIndex: Math.max(0, place.batches - 1) });
    return place.isDone ? { done: place.processed, loop: null } : { done: null, loop: batch };
  },
});

function startAt(items: readonly Item[]): Place {
  return { items, next: 0, batches: 0, processed: [], isDone: false };
}

function withProcessed(place: Place, items: readonly Item[]): Place {
  for (const item of items) place.processed.push(unlinked(item));
  return place;
}

/** The first batch comes from the items that arrived with it; later ones arrived long before. */
function nextBatch(place: Place, batchSize: number): readonly Item[] {
  const isFirst = place.next === 0;
  const batch = place.items.slice(place.next, place.next + batchSize);
  place.next += batch.length;
  return isFirst ? batch : batch.map(unlinked);
}

/** No link is better than one to whatever item has the same index among those that came round last. */
function unlinked({ json, binary }: Item): Item {
  return { json, ...(binary ? { binary } : {}), pairedItem: [] };
}
