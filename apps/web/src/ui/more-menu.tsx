import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react';

interface MoreItem {
  name: string;
  icon?: ReactNode;
  isDangerous?: boolean;
  isOff?: boolean;
  onChoose: () => void;
}

interface MoreMenuProps {
  /** What it is about, as in "More about Orders". */
  about: string;
  items: readonly MoreItem[];
  /** With a frame, as it stands beside buttons. */
  isFramed?: boolean;
}

/** What is done seldom, behind three dots. The menu is made as it is asked for: a list draws many rows. */
export function MoreMenu(props: MoreMenuProps) {
  const [isMade, setMade] = useState(false);
  if (isMade) return <MadeMenu {...props} />;
  return <Dots {...props} aria-haspopup="menu" aria-expanded={false} onClick={() => setMade(true)} />;
}

function MadeMenu({ items, ...props }: MoreMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // It stands for the button that was pressed, and gets the focus back when the menu closes.
    const frame = requestAnimationFrame(() => {
      target.current?.focus();
      setOpen(true);
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <Menu position="bottom-end" opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <Dots {...props} ref={target} />
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ name, icon, isDangerous = false, isOff = false, onChoose }) => (
          <Menu.Item
            key={name}
            leftSection={icon}
            disabled={isOff}
            onClick={onChoose}
            {...(isDangerous && { color: 'red' })}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface DotsProps
  extends
    Omit<MoreMenuProps, 'items'>,
    ActionIconProps,
    Pick<ComponentProps<'button'>, 'onClick' | 'ref' | 'aria-haspopup' | 'aria-expanded'> {}

function Dots({ about, isFramed = false, ...props }: DotsProps) {
  const looks = isFramed
    ? ({ variant: 'default', size: 36 } as const)
    : ({ variant: 'subtle', color: 'gray' } as const);
  return (
    <ActionIcon aria-label={`More about ${about}`} {...looks} {...props}>
      <IconDots size={18} aria-hidden />
    </ActionIcon>
  );
}
