/** A pattern that asks the database of a connection one thing. */
export function sqlPattern(name: string, connectionId: string, query = 'SELECT 1 AS one') {
  return {
    name,
    nodes: [
      { id: 'start', name: 'Start', type: 'core.manualTrigger' },
      {
        id: 'ask',
        name: 'Ask',
        type: 'core.sqlQuery',
        parameters: { query },
        connections: { database: connectionId },
      },
    ],
    edges: [{ from: { node: 'start', pin: 'main' }, to: { node: 'ask', pin: 'main' } }],
  };
}
