import { join } from 'node:path';
import { openStore } from '../database/open-store.js';
import type { Store } from '../database/store.js';
import type { SpecHost } from './host.js';

/** Lets nothing be written to the table until the function that it gives is called; what is tried meanwhile waits or fails. */
export async function stopWrites({ dataSource, kind }: Store, table: string): Promise<() => Promise<void>> {
  if (kind === 'sqlite') {
    await dataSource.query('PRAGMA query_only = ON');
    return async () => void (await dataSource.query('PRAGMA query_only = OFF'));
  }
  const session = dataSource.createQueryRunner();
  await session.startTransaction();
  await session.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
  return async () => {
    await session.commitTransaction();
    await session.release();
  };
}

/** The store of a host once more, as another process sees it. */
export function openBeside({ home, store }: SpecHost): Promise<Store> {
  const { options } = store.dataSource;
  return openStore(
    options.type === 'postgres'
      ? { postgresUrl: options.url ?? '' }
      : { sqliteFile: join(home, 'data/state/patchbay.sqlite') },
  );
}
