import type { OpenedConnection } from '@patchbay/protocol';
import type { ConnectionRow } from './connection.table.js';

type Pool = OpenedConnection['pool'];

const byDefault: Pool = { poolSize: 5, maxOverflow: 15, poolRecycle: 1800 };

/** Pool settings: of the connection, else of its configuration (connectors may offer them as fields), else usual. */
export function poolOf({ pool, config }: Pick<ConnectionRow, 'pool' | 'config'>): Pool {
  const pick = (name: keyof Pool): number => {
    const field = config[name];
    return pool[name] ?? (typeof field === 'number' ? field : byDefault[name]);
  };
  return { poolSize: pick('poolSize'), maxOverflow: pick('maxOverflow'), poolRecycle: pick('poolRecycle') };
}
