import { Button, Group, Stack } from '@mantine/core';
import { isPatchbayError } from '@patchbay/errors';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dialog } from '../ui/dialog.js';
import { api } from '../api/client.js';
import { ErrorNotice } from '../ui/error-notice.js';
import { SecretUsers } from './secret-users.js';

interface DeleteSecretProps {
  name: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Deleting asks twice when something names the secret: the second time with the list. */
export function DeleteSecret({ name, isOpen, onClose }: DeleteSecretProps) {
  return (
    <Dialog opened={isOpen} onClose={onClose} title={`Delete ${name}?`} centered>
      <Question name={name} onClose={onClose} />
    </Dialog>
  );
}

function Question({ name, onClose }: Omit<DeleteSecretProps, 'isOpen'>) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (detach: boolean) =>
      api.call('secretDelete', { params: { name }, query: detach ? { detach } : {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['secrets'] }),
  });
  const isInUse = isPatchbayError(remove.error) && remove.error.code === 'secret-in-use';
  return (
    <Stack>
      {isInUse ? (
        <div role="alert">
          <p className="flat">These name it, and fail in every environment once it is gone:</p>
          <SecretUsers name={name} />
        </div>
      ) : (
        <p className="flat">Its values in all environments are gone with it.</p>
      )}
      {remove.isError && !isInUse && <ErrorNotice error={remove.error} />}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep it
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(isInUse)}>
          {isInUse ? 'Delete it all the same' : 'Delete secret'}
        </Button>
      </Group>
    </Stack>
  );
}
