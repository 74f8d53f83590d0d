import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { environmentListQuery } from '../../api/queries.js';
import { useMay } from '../../api/use-me.js';
import { Page } from '../../ui/page.js';
import { Rows } from '../parts/rows.js';
import { EnvironmentRow } from './environment-row.js';
import { NewEnvironmentDialog } from './new-environment-dialog.js';

/** Where runs happen: each environment has values of its own for every secret. */
export function EnvironmentsPage() {
  const mayManage = useMay('admin');
  const [isNew, setNew] = useState(false);
  const environments = useQuery(environmentListQuery);
  return (
    <Page
      title="Environments"
      action={
        mayManage && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
            Add environment
          </Button>
        )
      }
    >
      <p className="muted">
        A run happens in one environment, with the secrets that are set there. Nothing falls back to another
        one.
      </p>
      <Rows
        name="Environments"
        rows={environments.data}
        error={environments.error}
        onRetry={() => void environments.refetch()}
        empty="This project has no environment."
      >
        {(environment) => (
          <EnvironmentRow key={environment.id} environment={environment} mayManage={mayManage} />
        )}
      </Rows>
      {!mayManage && (
        <p className="muted small">Administrators of the project add and delete environments.</p>
      )}
      {isNew && <NewEnvironmentDialog onClose={() => setNew(false)} />}
    </Page>
  );
}
