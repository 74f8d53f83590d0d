import type { RunningHost } from './host-process.js';

/**
 * Types these values of a PostgreSQL connection into a Database Reader, saves a further version that keeps them, and
 * runs it. Gives how the run ended.
 */
export async function typeIntoNode(
  api: RunningHost['api'],
  values: Record<string, unknown>,
): Promise<string> {
  const nodes = (query: string, config: Record<string, unknown>) => [
    { id: 'start', name: 'Start', type: 'core.manualTrigger' },
    {
      id: 'read',
      name: 'Read',
      type: 'core.databaseReader',
      parameters: { mode: 'inline', query },
      inline: { database: { type: 'postgresql', config } },
    },
  ];
  const edges = [{ from: { node: 'start', pin: 'main' }, to: { node: 'read', pin: 'main' } }];
  const body = { name: 'Typed into a node', nodes: nodes('SELECT 1', values), edges };
  const { id } = await api.call('patternCreate', { body });
  await api.call('patternPatch', { params: { id }, body: { nodes: nodes('SELECT 2', {}) } });
  await api.call('patternGet', { params: { id } });
  const run = await api.call('patternRun', { params: { id }, body: { wait: true } });
  return (await api.call('runGet', { params: { id: run.id } })).status;
}
