import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import type { requestOf } from './about.js';
import { rememberType } from './recent-types.js';

interface FormRequests {
  connector: ConnectorDescription;
  connection: ConnectionDetail | undefined;
  read: () => ReturnType<typeof requestOf> & { config: JsonObject };
  onError: (error: unknown) => void;
  /** Before the page is left. */
  onSaved: () => void;
  /** Goes where the saved one is shown, unless told otherwise. */
  leave: ((id: string) => void) | undefined;
}

export interface Saving {
  /** Also over what somebody else has saved since the form was opened. */
  isOver?: boolean;
}

/** Test and save. Neither touches what was typed when it fails. */
export function useFormRequests({ connector, connection, read, onError, onSaved, leave }: FormRequests) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { type } = connector;
  const testing = useMutation({
    mutationFn: () => {
      const saved = connection && { connectionId: connection.id };
      return api.call('connectionTestUnsaved', { body: { type, config: read().config, ...saved } });
    },
    onError,
  });
  const saving = useMutation({
    mutationFn: ({ isOver = false }: Saving) => {
      if (!connection) return api.call('connectionCreate', { body: { ...read(), type } });
      const { id, version } = connection;
      return api.call('connectionPatch', {
        params: { id },
        body: { ...read(), ...(!isOver && { version }) },
      });
    },
    onError,
    onSuccess: async ({ id }) => {
      rememberType(type);
      onSaved();
      await queries.invalidateQueries({ queryKey: ['connections'] });
      if (leave) leave(id);
      else await navigate({ to: '/connections/$id', params: { id } });
    },
  });
  return { testing, saving };
}
