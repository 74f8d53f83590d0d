import { randomBytes } from 'node:crypto';
import { cleanUp } from './clean-up.js';
import { asSuperuser, postgresUrl } from './postgres-server.js';

/** A login of its own on the test server, to be connected to as a user's database. */
export interface PostgresRole {
  /** Fields of a `postgresql` connection, the current password among them. */
  config: Record<string, string | number>;
  setPassword(password: string): Promise<void>;
  /** How many connections this login holds open. */
  sessions(): Promise<number>;
}

export async function postgresRole(password: string): Promise<PostgresRole> {
  const name = `role_${randomBytes(8).toString('hex')}`;
  const server = new URL(postgresUrl());
  await asSuperuser(`CREATE ROLE ${name} LOGIN PASSWORD '${password}'`);
  cleanUp(() => asSuperuser(`DROP ROLE ${name}`));
  const place = { host: server.hostname, port: Number(server.port), database: 'postgres' };
  return {
    config: { ...place, username: name, password },
    setPassword: async (changed) => void (await asSuperuser(`ALTER ROLE ${name} PASSWORD '${changed}'`)),
    sessions: async () => {
      const rows = await asSuperuser(`SELECT count(*) FROM pg_stat_activity WHERE usename = '${name}'`);
      return Number(rows[0]?.['count']);
    },
  };
}
