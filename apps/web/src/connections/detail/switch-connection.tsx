import { Button } from '@mantine/core';
import type { ConnectionDetail } from '@patchbay/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { connectionQuery } from '../../api/queries.js';
import { useOptimistic } from '../../api/use-optimistic.js';
import { ErrorNotice } from '../../ui/error-notice.js';
import { count } from '../../ui/words.js';
import { Deed } from './deed.js';

/** Off and on again; can be undone, so that it does not ask. */
export function SwitchConnection({ connection }: { connection: ConnectionDetail }) {
  const queries = useQueryClient();
  const isOff = connection.status === 'disabled';
  const { id } = connection;
  const change = useOptimistic({
    queryKey: connectionQuery(id).queryKey,
    shown: (before: ConnectionDetail, isOn: boolean) => ({
      ...before,
      status: isOn ? ('active' as const) : ('disabled' as const),
    }),
    send: (isOn) => api.call(isOn ? 'connectionEnable' : 'connectionDisable', { params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['connections'] }),
  });
  const users =
    connection.patternCount === 0 ? '' : ` ${count(connection.patternCount, 'pattern')} would stop.`;
  const what = isOff
    ? 'Runs may use it again.'
    : `No run gets it from now on.${users} You can enable it again.`;
  return (
    <Deed
      name={isOff ? 'Enable' : 'Disable'}
      what={
        <>
          {what}
          {change.isError && <ErrorNotice error={change.error} />}
        </>
      }
    >
      <Button variant="default" disabled={change.isPending} onClick={() => change.mutate(isOff)}>
        {isOff ? 'Enable' : 'Disable'}
      </Button>
    </Deed>
  );
}
