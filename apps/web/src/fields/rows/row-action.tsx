import { ActionIcon, type ActionIconProps } from '@mantine/core';
import type { ComponentType } from 'react';

interface RowActionProps extends Pick<ActionIconProps, 'size' | 'disabled' | 'mt' | 'mb'> {
  /** What it does to what, as in "Remove field 2". */
  name: string;
  /** Shown on hover, where the keyboard has a way of its own. */
  hint?: string;
  Icon: ComponentType<{ size: number; 'aria-hidden': true }>;
  onClick: () => void;
}

/** An icon beside a row that does something to it. */
export function RowAction({ name, hint, Icon, size = 'md', ...props }: RowActionProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={size} aria-label={name} title={hint} {...props}>
      <Icon size={size === 'sm' ? 14 : 16} aria-hidden />
    </ActionIcon>
  );
}
