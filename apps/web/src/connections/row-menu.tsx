import { ActionIcon, type ActionIconProps, Menu } from '@mantine/core';
import type { ConnectionSummary } from '@patchbay/contracts';
import { IconDots } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { DeleteConnection } from './detail/delete-connection.js';

/** What is done with one connection, from its row. The menu is made as it is asked for: a list draws many rows. */
export function RowMenu({ connection }: { connection: ConnectionSummary }) {
  const [isMade, setMade] = useState(false);
  if (isMade) return <MadeMenu connection={connection} />;
  return (
    <Dots name={connection.name} aria-haspopup="menu" aria-expanded={false} onClick={() => setMade(true)} />
  );
}

function MadeMenu({ connection }: { connection: ConnectionSummary }) {
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  const { id, name } = connection;
  useEffect(() => {
    // It stands for the button that was pressed, and gets the focus back when the menu closes.
    const frame = requestAnimationFrame(() => {
      target.current?.focus();
      setOpen(true);
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <>
      <Menu position="bottom-end" opened={isOpen} onChange={setOpen}>
        <Menu.Target>
          <Dots name={name} ref={target} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void navigate({ to: '/connections/$id/edit', params: { id } })}>
            Edit
          </Menu.Item>
          <Menu.Item onClick={() => void navigate({ to: '/connections/new', search: { from: id } })}>
            Duplicate
          </Menu.Item>
          <Menu.Item color="red" onClick={() => setDeleting(true)}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isDeleting && <DeleteConnection connection={connection} isOpen onClose={() => setDeleting(false)} />}
    </>
  );
}

interface DotsProps
  extends
    ActionIconProps,
    Pick<ComponentProps<'button'>, 'onClick' | 'ref' | 'aria-haspopup' | 'aria-expanded'> {
  name: string;
}

function Dots({ name, ...props }: DotsProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={`More about ${name}`} {...props}>
      <IconDots size={18} aria-hidden />
    </ActionIcon>
  );
}
