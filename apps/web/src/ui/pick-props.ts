import type { NativeSelectProps } from '@mantine/core';

export interface PickProps extends Pick<
  NativeSelectProps,
  'label' | 'aria-label' | 'description' | 'error' | 'required' | 'className'
> {
  /** What the list says while nothing is chosen. */
  none: string;
  options: readonly { value: string; label: string }[];
  /** Empty while nothing is chosen. */
  value: string;
  onPick: (value: string) => void;
  /** The dialog around it begins here. */
  'data-autofocus'?: boolean;
}
