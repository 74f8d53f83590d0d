import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { Page } from '../../ui/page.js';
import { Rows } from '../parts/rows.js';
import { usePages } from '../parts/use-pages.js';
import { NewTokenDialog } from './new-token-dialog.js';
import { TokenRow } from './token-row.js';

/** What the person's programs log in with. */
export function TokensPage() {
  const [isNew, setNew] = useState(false);
  const tokens = usePages(['tokens'], (cursor) =>
    api.call('tokenList', { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } }),
  );
  return (
    <Page
      title="API tokens"
      action={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
          New token
        </Button>
      }
    >
      <p className="muted">
        A token lets a program do what you choose, and at most what you may do yourself.
      </p>
      <Rows name="API tokens" {...tokens} empty="You have no API token yet.">
        {(token) => <TokenRow key={token.id} token={token} />}
      </Rows>
      {isNew && <NewTokenDialog onClose={() => setNew(false)} />}
    </Page>
  );
}
