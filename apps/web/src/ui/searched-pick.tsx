import { Select } from '@mantine/core';
import type { PickProps } from './pick-props.js';

/** So many are drawn at once; typing leads to the others. */
const shown = 100;

/** Stands for none of them: it is no id and no name. */
const nothing = '\n';

/** A choice among many: typing narrows the list, which is as high as a hand and scrolls. */
export default function SearchedPick({ none, options, value, onPick, ...props }: PickProps) {
  return (
    <Select
      {...props}
      searchable
      selectFirstOptionOnChange
      limit={shown}
      // The list itself scrolls: it is what the field says that it controls.
      withScrollArea={false}
      nothingFoundMessage="Nothing is called like that"
      comboboxProps={{
        width: 'max-content',
        position: 'bottom-start',
        middlewares: { shift: true, flip: true },
        // Within the page's main part, for what stands outside of every part is not found by going through them.
        portalProps: { target: '#content' },
      }}
      classNames={{ dropdown: 'pick-list' }}
      data={[{ value: nothing, label: none }, ...options]}
      value={value || nothing}
      onChange={(next) => onPick(next === nothing ? '' : (next ?? ''))}
      // What is chosen gives way to what one types.
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}
