import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useLogOut } from '../api/use-log-out.js';
import { useMe } from '../api/use-me.js';
import { Dialog } from './dialog.js';
import { ErrorNotice } from './error-notice.js';

/** Ends the session; who thinks to be out and is not must be told. */
export function LogOut() {
  const me = useMe();
  const logOut = useMutation({ mutationFn: useLogOut() });
  return (
    <>
      <Tooltip label={`Log out ${me.user.email}`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Log out"
          loading={logOut.isPending}
          onClick={() => logOut.mutate()}
        >
          <IconLogout size={18} />
        </ActionIcon>
      </Tooltip>
      <Dialog opened={logOut.isError} onClose={logOut.reset} title="You are still logged in" centered>
        <ErrorNotice error={logOut.error} onRetry={() => logOut.mutate()} />
      </Dialog>
    </>
  );
}
