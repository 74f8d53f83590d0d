import type { User } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { lastError } from '../../api/last-error.js';

/** What an administrator does to a user with one click. */
export function useUserActions({ id, disabled, instanceRole }: User) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['users'] });
  const params = { id };
  const toggleDisabled = useMutation({
    mutationFn: () => api.call(disabled ? 'userEnable' : 'userDisable', { params }),
    onSuccess,
  });
  const toggleAdmin = useMutation({
    mutationFn: () =>
      api.call('userPatch', {
        params,
        body: { instanceRole: instanceRole === 'admin' ? 'member' : 'admin' },
      }),
    onSuccess,
  });
  const link = useMutation({ mutationFn: () => api.call('userPasswordLink', { params }) });
  return {
    toggleDisabled,
    toggleAdmin,
    link,
    error: lastError(toggleDisabled, toggleAdmin, link),
  };
}
