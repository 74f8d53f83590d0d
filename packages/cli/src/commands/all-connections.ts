import type { ConnectionSummary } from '@patchbay/contracts';
import type { CommandContext } from './command.js';

export async function allConnections({ client }: CommandContext): Promise<ConnectionSummary[]> {
  const found: ConnectionSummary[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: ConnectionSummary[]; nextCursor: string | null } = await client.call(
      'connectionList',
      {
        query: { limit: 200, ...(cursor === null ? {} : { cursor }) },
      },
    );
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
}

/** By id, or by name in whatever case. */
export function matches(connection: ConnectionSummary, name: string): boolean {
  return connection.id === name || connection.name.toLowerCase() === name.toLowerCase();
}
