import { PatchbayError } from '@patchbay/errors';
import type { Item, NodeOutput, PairedItem } from '@patchbay/plugin-sdk';
import type { CompiledNode } from '../graph/types.js';

/** The items of an input as the node gets them: each knows its index, so that what comes out can be traced. */
export function taggedItems(items: readonly Item[], input: number, offset = 0): Item[] {
  return items.map(({ json, binary }, index) => {
    const item = offset + index;
    const pairedItem = input === 0 ? { item } : { item, input };
    return binary ? { json, binary, pairedItem } : { json, pairedItem };
  });
}

/**
 * What a node returned, by output pin, every item with the item it came from as far as that is certain: the only
 * one there was, or the one at the same index. Throws `step-failed` for what is not items.
 */
export function normalisedOutput(
  node: CompiledNode,
  returned: NodeOutput | readonly Item[],
  inputCount: number,
): NodeOutput {
  const byPin = Array.isArray(returned)
    ? { [firstPin(node)]: returned as readonly Item[] }
    : (returned as NodeOutput);
  // Plugins are plain JavaScript when they run: the types promise nothing.
  if (typeof (byPin as unknown) !== 'object' || (byPin as unknown) === null) throw notItems(node);
  const output: Record<string, readonly Item[] | null> = {};
  for (const pin of Object.keys(byPin)) {
    const items = byPin[pin];
    if (items !== null && items !== undefined) output[pin] = pairedItems(node, items, inputCount);
  }
  return output;
}

/** What a node gave for a batch, linked to the items of all batches. */
export function shiftedOutput(output: NodeOutput, offset: number): NodeOutput {
  if (offset === 0) return output;
  return Object.fromEntries(
    Object.entries(output).map(([pin, items]) => [pin, items && items.map((item) => shifted(item, offset))]),
  );
}

function shifted(item: Item, offset: number): Item {
  const { json, binary, pairedItem } = item;
  if (pairedItem === undefined) return item;
  const moved =
    typeof pairedItem === 'number'
      ? pairedItem + offset
      : Array.isArray(pairedItem)
        ? pairedItem.map((pair) => moveBy(pair, offset))
        : moveBy(pairedItem, offset);
  return binary ? { json, binary, pairedItem: moved } : { json, pairedItem: moved };
}

function moveBy({ item, input }: PairedItem, offset: number): PairedItem {
  return input === undefined ? { item: item + offset } : { item: item + offset, input };
}

export function firstPin(node: CompiledNode): string {
  return node.definition.outputs[0]?.name ?? 'main';
}

function pairedItems(node: CompiledNode, items: readonly Item[], inputCount: number): readonly Item[] {
  if (!Array.isArray(items)) throw notItems(node);
  // A node that works in batches gives no list whose length could say so.
  const { definition } = node;
  const sameCount = !definition.produce && !definition.consume && items.length === inputCount;
  return items.map((item: Item, index) => {
    if (!isItem(item)) throw notItems(node);
    if (item.pairedItem !== undefined || (inputCount !== 1 && !sameCount)) return item;
    return { ...item, pairedItem: { item: sameCount ? index : 0 } };
  });
}

function isItem(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { json } = value as { json?: unknown };
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function notItems(node: CompiledNode): PatchbayError {
  return new PatchbayError(
    'step-failed',
    `"${node.name}" returned something that is not a list of items { json: { … } }.`,
  );
}
