import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export interface DatabaseRole {
  host: string;
  port: string;
  database: string;
  user: string;
  /** Made for this test and found nowhere else, so that it can be searched for. */
  password: string;
  drop(): Promise<void>;
}

/** A role of its own on the test server. */
export async function makeRole(): Promise<DatabaseRole> {
  const given = process.env.TEST_POSTGRES_URL;
  if (given === undefined)
    throw new Error('TEST_POSTGRES_URL is missing: run npm test, which starts the servers');
  const url = new URL(given);
  const user = `browser_${randomBytes(4).toString('hex')}`;
  const password = `canary-${randomBytes(12).toString('hex')}`;
  await execute(given, `CREATE ROLE ${user} LOGIN PASSWORD '${password}'`);
  return {
    host: url.hostname,
    port: url.port,
    database: url.pathname.slice(1),
    user,
    password,
    drop: () => execute(given, `DROP ROLE ${user}`),
  };
}

async function execute(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
