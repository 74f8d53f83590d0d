import { Button, Title } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Deed } from './deed.js';
import { DeleteConnection } from './delete-connection.js';
import { ReplaceConnection } from './replace-connection.js';
import { RevokeConnection } from './revoke-connection.js';
import { SwitchConnection } from './switch-connection.js';

/** What others would notice. Nothing here happens without the list of what it touches. */
export function DangerZone({ connection }: { connection: ConnectionDetail }) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<'replace' | 'revoke' | 'delete'>();
  const close = () => setAsked(undefined);
  const { id, status, revokedAt } = connection;
  return (
    <section className="card danger-card" aria-labelledby="danger-title">
      <Title order={2} size="h5" id="danger-title" mb="xs">
        Danger zone
      </Title>
      <ul className="plain-list history">
        <SwitchConnection connection={connection} />
        <Deed name="Duplicate" what="A copy, to connect to something else. You enter its secrets anew.">
          <Button
            variant="default"
            onClick={() => void navigate({ to: '/connections/new', search: { from: id } })}
          >
            Duplicate
          </Button>
        </Deed>
        <Deed
          name="Replace"
          what="Put another connection in its place in every pattern, drafts and live versions at once."
        >
          <Button variant="default" onClick={() => setAsked('replace')}>
            Replace…
          </Button>
        </Deed>
        {revokedAt === undefined && status !== 'unknownType' && (
          <Deed
            name="Revoke"
            what="Disable it and destroy its secrets, also those of its history. Cannot be undone."
          >
            <Button className="danger-button" variant="default" onClick={() => setAsked('revoke')}>
              Revoke
            </Button>
          </Deed>
        )}
        <Deed name="Delete" what="Its secrets are gone with it. You see first what uses it.">
          <Button className="danger-button" variant="default" onClick={() => setAsked('delete')}>
            Delete
          </Button>
        </Deed>
      </ul>
      <ReplaceConnection connection={connection} isOpen={asked === 'replace'} onClose={close} />
      <RevokeConnection connection={connection} isOpen={asked === 'revoke'} onClose={close} />
      <DeleteConnection connection={connection} isOpen={asked === 'delete'} onClose={close} />
    </section>
  );
}
