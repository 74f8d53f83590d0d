import type { SpecHost } from './host.js';

/** How many statements the store is asked about connections, and what is shown with them, while `work` goes on. */
export async function countQueries(host: SpecHost, work: () => Promise<unknown>): Promise<number> {
  const asked = await statementsOf(host, work);
  return asked.filter((query) => /connection|"users"|patterns|"runs"/.test(query)).length;
}

/** What the store is asked by TypeORM while `work` goes on. */
export async function statementsOf(
  { store: { dataSource } }: SpecHost,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const asked: string[] = [];
  const { logger } = dataSource;
  dataSource.logger = { ...logger, logQuery: (query: string) => void asked.push(query) };
  try {
    await work();
  } finally {
    dataSource.logger = logger;
  }
  return asked;
}
