import { Button, Group, Skeleton, Stack } from '@mantine/core';
import { type ConnectionShare, everyone } from '@patchbay/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { lastError } from '../../api/last-error.js';
import { useMe } from '../../api/use-me.js';
import { PickOne } from '../../ui/pick-one.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { sharesQuery, useMembers } from '../queries.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

/** Use-only: others run patterns with it, and neither see nor change it. */
export function Shares({ id }: { id: string }) {
  const shares = useQuery(sharesQuery(id));
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['connections', 'shares', id] });
  const add = useMutation({
    mutationFn: (userId: string) => api.call('sharePut', { params: { id, userId } }),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (userId: string) => api.call('shareDelete', { params: { id, userId } }),
    onSettled,
  });
  const problem = shares.error ?? lastError(add, remove);
  return (
    <Stack gap="sm">
      <p className="muted flat">
        It is yours alone. Share it use-only, and others may run patterns with it without seeing or changing
        it.
      </p>
      {shares.isPending && <Skeleton height={48} aria-label="Loading the shares" />}
      <ul className="plain-list history" aria-label="Shared with">
        {shares.data?.map((share) => (
          <Share
            key={idOf(share)}
            share={share}
            isBusy={remove.isPending && remove.variables === idOf(share)}
            onRemove={() => remove.mutate(idOf(share))}
          />
        ))}
      </ul>
      {problem !== null && <ErrorNotice error={problem} />}
      {shares.data && (
        <NewShare
          taken={shares.data.map(idOf)}
          isBusy={add.isPending}
          onAdd={(userId, onAdded) => add.mutate(userId, { onSuccess: onAdded })}
        />
      )}
    </Stack>
  );
}

interface ShareProps {
  share: ConnectionShare;
  isBusy: boolean;
  onRemove: () => void;
}

function Share({ share, isBusy, onRemove }: ShareProps) {
  const name = share.user?.name ?? 'Everyone in the project';
  return (
    <li className="history-line">
      <span className="grow">
        <Name>{name}</Name>
      </span>
      <span className="muted small">
        use-only, <RelativeTime time={share.createdAt} />
      </span>
      <Button
        size="compact-sm"
        variant="default"
        loading={isBusy}
        aria-label={`Stop sharing with ${isolated(name)}`}
        onClick={onRemove}
      >
        Remove
      </Button>
    </li>
  );
}

interface NewShareProps {
  taken: string[];
  isBusy: boolean;
  onAdd: (userId: string, onAdded: () => void) => void;
}

function NewShare({ taken, isBusy, onAdd }: NewShareProps) {
  const me = useMe();
  const { data: members = [] } = useMembers();
  const [chosen, setChosen] = useState('');
  const people = members
    .filter(({ user }) => user.id !== me.user.id && !taken.includes(user.id))
    .map(({ user }) => ({ value: user.id, label: `${isolated(user.name)} (${user.email})` }));
  const choices = taken.includes(everyone)
    ? people
    : [{ value: everyone, label: 'Everyone in the project' }, ...people];
  if (choices.length === 0) return null;
  return (
    <Group align="flex-end" gap="xs">
      <PickOne
        label="Share with"
        className="medium-input grow"
        none="Choose who"
        options={choices}
        value={chosen}
        onPick={setChosen}
      />
      <Button
        variant="default"
        disabled={chosen === ''}
        loading={isBusy}
        onClick={() => onAdd(chosen, () => setChosen(''))}
      >
        Share use-only
      </Button>
    </Group>
  );
}

function idOf({ user }: ConnectionShare): string {
  return user?.id ?? everyone;
}
