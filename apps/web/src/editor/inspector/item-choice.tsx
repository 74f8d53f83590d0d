import { NumberInput } from '@mantine/core';
import { count } from '../../ui/words.js';
import { useShownItem } from './shown-item.js';

/** Chooses the item for which expressions show their values, where there are several and something to show. */
export function ItemChoice({ isNeeded }: { isNeeded: boolean }) {
  const { item, total, show } = useShownItem();
  if (!isNeeded || total < 2) return null;
  return (
    <div className="item-choice small">
      <span>Expressions show their value for item</span>
      <NumberInput
        size="xs"
        w={72}
        min={0}
        max={total - 1}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        aria-label="Item that expressions are shown for"
        value={item}
        onChange={(next) => show(Number(next))}
      />
      <span className="muted">of {count(total, 'item')}, counted from 0</span>
    </div>
  );
}
