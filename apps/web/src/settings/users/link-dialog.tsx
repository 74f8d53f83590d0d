import { Stack } from '@mantine/core';
import type { PasswordLink } from '@patchbay/contracts';
import { Dialog } from '../../ui/dialog.js';
import { ShownOnce } from '../parts/shown-once.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

interface LinkDialogProps {
  name: string;
  link: PasswordLink;
  onClose: () => void;
}

/** A link by which somebody chooses a password. */
export function LinkDialog({ name, link, onClose }: LinkDialogProps) {
  return (
    // A slip of the mouse must not lose what is not shown again.
    <Dialog
      opened
      closeOnClickOutside={false}
      onClose={onClose}
      title={`Password link for ${isolated(name)}`}
      centered
    >
      <Stack>
        <p className="flat">
          Send it to <Name>{name}</Name>. Whoever opens it chooses the password; it works once, until{' '}
          {new Date(link.expiresAt).toLocaleDateString()}. It is shown here once and kept nowhere.
        </p>
        <ShownOnce value={location.origin + link.path} name="link" />
      </Stack>
    </Dialog>
  );
}
