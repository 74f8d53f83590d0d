import type { PatternCreate } from '@patchbay/contracts';

type Use = Pick<PatternCreate['nodes'][number], 'type' | 'parameters' | 'connections'>;

/** A pattern with one step that uses the connection of this type; `path` is for HTTP. */
export function patternUsing(name: string, type: string, connectionId: string, path: string): PatternCreate {
  const use = Object.hasOwn(uses, type) ? uses[type]?.(connectionId, path) : undefined;
  if (use === undefined) throw new Error(`No node is known for the type ${type}.`);
  return {
    name,
    nodes: [
      { id: 's', name: 'Start', type: 'core.manualTrigger' },
      { id: 'u', name: 'Use', ...use },
    ],
    edges: [{ from: { node: 's', pin: 'main' }, to: { node: 'u', pin: 'main' } }],
  };
}

const uses: Record<string, (connectionId: string, path: string) => Use> = {
  http: (connection, url) => ({
    type: 'core.httpRequest',
    parameters: { method: 'GET', url },
    connections: { connection },
  }),
  webhook: (webhook) => ({ type: 'core.sendWebhook', parameters: {}, connections: { webhook } }),
  smtp: (mail) => ({
    type: 'core.sendEmail',
    parameters: { to: 'ops@example.test', subject: 'Canary', text: 'alive' },
    connections: { mail },
  }),
  postgresql: (database) => ({
    type: 'core.sqlQuery',
    parameters: { query: 'SELECT current_user' },
    connections: { database },
  }),
};
