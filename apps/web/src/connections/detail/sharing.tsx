import { Stack, Title } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
import { Restrictions } from './restrictions.js';
import { Shares } from './shares.js';

/** Whose runs may use it, and in which nodes and patterns. */
export function Sharing({ connection }: { connection: ConnectionDetail }) {
  return (
    <Stack gap="lg">
      <section className="card" aria-labelledby="sharing-title">
        <Title order={2} size="h5" id="sharing-title" mb="xs">
          Whose runs may use it
        </Title>
        {connection.scope === 'project' ? (
          <p className="muted flat">
            It belongs to the project: everybody in it may use this connection in patterns.
          </p>
        ) : (
          <Shares id={connection.id} />
        )}
      </section>
      <Restrictions key={connection.id} connection={connection} />
    </Stack>
  );
}
