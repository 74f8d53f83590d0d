import type { SpecHost } from './host.js';

/** How many statements the store is asked about connections, and what is shown with them, while `work` goes on. */
export async function countQueries(host: SpecHost, work: () => Promise<unknown>): Promise<number> {
  const { dataSource } = host.store;
  const asked: string[] = [];
  const { logger } = dataSource;
  dataSource.logger = { ...logger, logQuery: (query: string) => void asked.push(query) };
  try {
    await work();
  } finally {
    dataSource.logger = logger;
  }
  return asked.filter((query) => /connection|"users"|patterns|"runs"/.test(query)).length;
}
