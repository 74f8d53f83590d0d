import { setTimeout as sleep } from 'node:timers/promises';
import { PatchbayError } from '@patchbay/errors';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { HostSession, type Topic } from './host-session.js';

/** Held by every host that lives, together; alone by the one that changes the master key. */
const presence = 7_281_645;
const retryMs = 100;
const reconnectMs = 1000;

/**
 * One connection of this host alone for as long as it lives. What it holds ends with it, also when the host is
 * killed, so no lock is left behind.
 */
export class PostgresSession extends HostSession {
  readonly #listeners = new Map<Topic, () => void>();
  #client: Client | undefined;
  #isClosed = false;

  private constructor(
    private readonly url: string,
    private readonly patienceMs: number,
  ) {
    super();
  }

  /**
   * @param patienceMs how long to wait for a host that changes the master key, or to be alone
   * @throws PatchbayError `hosts-running` while another host changes the master key
   */
  static async open(url: string, patienceMs = 2000): Promise<PostgresSession> {
    const session = new PostgresSession(url, patienceMs);
    await session.#connect();
    return session;
  }

  override async alone<T>(work: () => Promise<T>): Promise<T> {
    const client = this.#client;
    // A host that was killed a moment ago may not be gone for the database yet.
    if (client === undefined || !(await this.#take(client, 'pg_try_advisory_lock'))) throw notAlone();
    try {
      return await work();
    } finally {
      // When the connection broke meanwhile, the lock went with it.
      await client.query('SELECT pg_advisory_unlock($1)', [presence]).catch(() => undefined);
    }
  }

  override async tell(manager: EntityManager, topic: Topic): Promise<void> {
    await manager.query('SELECT pg_notify($1, $2)', [channel, topic]);
  }

  override hear(topic: Topic, listener: () => void): void {
    this.#listeners.set(topic, listener);
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'patchbay', keepAlive: true });
    // An error is followed by the end, which says the same.
    client.on('error', () => undefined);
    client.on('notification', ({ payload }) => this.#listeners.get(payload as Topic)?.());
    await client.connect();
    if (!(await this.#take(client, 'pg_try_advisory_lock_shared'))) {
      await client.end();
      throw keyIsChanging();
    }
    await client.query(`LISTEN ${channel}`);
    client.once('end', () => void this.#reconnect());
    this.#client = client;
  }

  async #take(client: Client, how: string): Promise<boolean> {
    const deadline = Date.now() + this.patienceMs;
    for (;;) {
      const { rows } = await client.query<{ taken: boolean }>(`SELECT ${how}($1) AS taken`, [presence]);
      if (rows[0]?.taken === true) return true;
      if (Date.now() > deadline) return false;
      await sleep(retryMs);
    }
  }

  /** The database was restarted, or the network broke; what was told meanwhile was missed. */
  async #reconnect(): Promise<void> {
    this.#client = undefined;
    while (this.#isLost()) {
      await sleep(reconnectMs, undefined, { ref: false });
      await this.#connect().catch(() => undefined);
    }
    for (const listener of this.#listeners.values()) listener();
  }

  #isLost(): boolean {
    return !this.#isClosed && this.#client === undefined;
  }
}

const channel = 'patchbay';

function notAlone(): PatchbayError {
  return new PatchbayError(
    'hosts-running',
    'Other hosts use the same database, and would go on with the old master key. Stop them, rotate, give them the new key, and start them again. Nothing was changed.',
  );
}

function keyIsChanging(): PatchbayError {
  return new PatchbayError(
    'hosts-running',
    'Another host is changing the master key of this database. Start again when it is done.',
  );
}
