import { Stack } from '@mantine/core';
import type { PasswordLink } from '@patchbay/contracts';
import { Dialog } from '../../ui/dialog.js';
import { ShownOnce } from '../parts/shown-once.js';

interface LinkDialogProps {
  name: string;
  link: PasswordLink;
  onClose: () => void;
}

/** A link by which somebody chooses a password. */
export function LinkDialog({ name, link, onClose }: LinkDialogProps) {
  return (
    // A slip of the mouse must not lose what is not shown again.
    <Dialog opened closeOnClickOutside={false} onClose={onClose} title={`Password link for ${name}`} centered>
      <Stack>
        <p className="flat">
          Send it to {name}. Whoever opens it chooses the password; it works once, until{' '}
          {new Date(link.expiresAt).toLocaleDateString()}. It is shown here once and kept nowhere.
        </p>
        <ShownOnce value={location.origin + link.path} name="link" />
      </Stack>
    </Dialog>
  );
}
