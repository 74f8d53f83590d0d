import { Button } from '@mantine/core';
import type { ApiToken } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { RelativeTime } from '../../ui/relative-time.js';
import { StateBadge } from '../../ui/state-badge.js';
import { useNow } from '../../ui/use-now.js';
import { DialogForm } from '../../ui/dialog-form.js';
import { scopeWords } from './scope-words.js';
import { isolated } from '../../ui/isolated.js';
import { Name } from '../../ui/name.js';

/** A token by its beginning: what it may do, until when, and when it was used. */
export function TokenRow({ token }: { token: ApiToken }) {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.call('tokenDelete', { params: { id: token.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <li className="list-row">
      <div className="list-row-main">
        <strong>
          <Name>{token.name}</Name>
        </strong>{' '}
        <span className="mono muted">{token.prefix}…</span>
        <p className="muted small list-row-facts">
          <span title={token.scopes.join(', ')}>
            {token.scopes.map((scope) => scopeWords[scope]).join(' · ')}
          </span>
          <span>
            {token.lastUsedAt === null ? (
              'never used'
            ) : (
              <>
                used <RelativeTime time={token.lastUsedAt} />
              </>
            )}
          </span>
          <Expiry expiresAt={token.expiresAt} />
        </p>
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={`Revoke ${isolated(token.name)}`}
        onClick={() => setAsking(true)}
      >
        Revoke
      </Button>
      {isAsking && (
        <DialogForm
          title={`Revoke ${isolated(token.name)}?`}
          button="Revoke token"
          isDangerous
          isPending={revoke.isPending}
          error={revoke.error}
          onSubmit={() => revoke.mutate()}
          onClose={() => setAsking(false)}
        >
          <p className="flat">Programs that use it are refused from the next request on.</p>
        </DialogForm>
      )}
    </li>
  );
}

function Expiry({ expiresAt }: { expiresAt: string | null }) {
  const now = useNow();
  if (expiresAt === null) return <span>never expires</span>;
  if (Date.parse(expiresAt) <= now) return <StateBadge state="warning">Expired</StateBadge>;
  return (
    <time dateTime={expiresAt} title={new Date(expiresAt).toLocaleString()}>
      until {new Date(expiresAt).toLocaleDateString()}
    </time>
  );
}
