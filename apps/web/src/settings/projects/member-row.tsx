import { Button, NativeSelect } from '@mantine/core';
import { roles, type Member, type Role } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { lastError } from '../../api/last-error.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { StateBadge } from '../../ui/state-badge.js';
import { capitalized } from '../../ui/words.js';
import { roleWords } from '../parts/role-choice.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

interface MemberRowProps {
  projectId: string;
  member: Member;
  mayManage: boolean;
}

/** A member with the role, which takes effect as it is chosen. */
export function MemberRow({ projectId, member: { user, role }, mayManage }: MemberRowProps) {
  const queries = useQueryClient();
  const params = { id: projectId, userId: user.id };
  const onSuccess = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['projects'] }),
      queries.invalidateQueries({ queryKey: ['session'] }),
    ]);
  const change = useMutation({
    mutationFn: (next: Role) => api.call('memberPatch', { params, body: { role: next } }),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: () => api.call('memberRemove', { params }), onSuccess });
  const error = lastError(change, remove);
  const shown = change.isPending ? change.variables : role;
  return (
    <li className="list-row">
      <div className="list-row-main">
        <strong>
          <Name>{user.name}</Name>
        </strong>
        <p className="muted small">{user.email}</p>
        {error !== null && <ErrorNotice error={error} />}
      </div>
      {user.disabled && <StateBadge state="failed">Disabled</StateBadge>}
      {mayManage ? (
        <>
          <NativeSelect
            aria-label={`Role of ${isolated(user.name)}`}
            title={roleWords[shown]}
            data={roles.map((value) => ({ value, label: capitalized(value) }))}
            value={shown}
            onChange={(event) => change.mutate(event.currentTarget.value as Role)}
          />
          <Button
            variant="default"
            size="xs"
            loading={remove.isPending}
            aria-label={`Remove ${isolated(user.name)}`}
            onClick={() => remove.mutate()}
          >
            Remove
          </Button>
        </>
      ) : (
        <span className="muted">{capitalized(role)}</span>
      )}
    </li>
  );
}
