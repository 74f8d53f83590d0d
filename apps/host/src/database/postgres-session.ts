import { setTimeout as sleep } from 'node:timers/promises';
import { PatchbayError } from '@patchbay/errors';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { HostSession, type Topic } from './host-session.js';

/** Held by every host that lives, together; alone by the one that changes the master key. */
const presence = 7_281_645;
/** Held by every host that lives, together with its id. */
const hostNumbers = 7_281_646;
const retryMs = 100;
const reconnectMs = 1000;
/** Several times as long as a living host takes to come back whose connection broke. */
const longestAbsenceMs = 10_000;

/**
 * One connection of this host alone for as long as it lives. What it holds ends with it, also when the host is
 * killed, so no lock is left behind.
 */
export class PostgresSession extends HostSession {
  readonly #listeners = new Map<string, (what?: string) => void>();
  /** Since when others are not there, as `performance.now()` counts. */
  #missedSince: ReadonlyMap<string, number> = new Map();
  #client: Client | undefined;
  #isClosed = false;

  private constructor(
    private readonly url: string,
    private readonly patience: Patience,
  ) {
    super();
  }

  /** @throws PatchbayError `hosts-running` while another host changes the master key */
  static async open(url: string, patience: Partial<Patience> = {}): Promise<PostgresSession> {
    const session = new PostgresSession(url, { lockMs: 2000, absenceMs: longestAbsenceMs, ...patience });
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

  override async tell(manager: EntityManager, topic: Topic, what = ''): Promise<void> {
    await manager.query('SELECT pg_notify($1, $2)', [channel, `${topic} ${what}`]);
  }

  override hear(topic: Topic, listener: (what?: string) => void): void {
    this.#listeners.set(topic, listener);
  }

  /** A host that lost its connection for a moment lives: one is dead that was not there for a while, at every look. */
  override async dead(hosts: readonly string[]): Promise<string[]> {
    const others = hosts.filter((host) => host !== this.id);
    const client = this.#client;
    // Without a connection nobody can be missed.
    const living = client === undefined || others.length === 0 ? new Set(others) : await livingHosts(client);
    const time = performance.now();
    const missing = others.filter((host) => !living.has(host));
    this.#missedSince = new Map(missing.map((host) => [host, this.#missedSince.get(host) ?? time]));
    return missing.filter((host) => time - (this.#missedSince.get(host) ?? time) >= this.patience.absenceMs);
  }

  override async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'patchbay', keepAlive: true });
    // An error is followed by the end, which says the same.
    client.on('error', () => undefined);
    client.on('notification', ({ payload = '' }) => {
      const [topic = '', what = ''] = payload.split(/ (.*)/s);
      this.#listeners.get(topic)?.(what);
    });
    await client.connect();
    if (!(await this.#take(client, 'pg_try_advisory_lock_shared'))) {
      await client.end();
      throw keyIsChanging();
    }
    await client.query('SELECT pg_advisory_lock_shared($1, $2)', [hostNumbers, Number(this.id)]);
    await client.query(noticeSoon);
    await client.query(`LISTEN ${channel}`);
    client.once('end', () => void this.#reconnect());
    this.#client = client;
    // Whoever closed it meanwhile found no connection to end.
    if (this.#isClosed) await client.end();
  }

  async #take(client: Client, how: string): Promise<boolean> {
    const deadline = Date.now() + this.patience.lockMs;
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
    // A host that stops has nothing to catch up with.
    if (!this.#isClosed) for (const listener of this.#listeners.values()) listener();
  }

  #isLost(): boolean {
    return !this.#isClosed && this.#client === undefined;
  }
}

const channel = 'patchbay';

/** How long a session waits, in milliseconds. */
interface Patience {
  /** For a host that changes the master key, or to be alone. */
  lockMs: number;
  /** Until a host that is not there counts as dead. */
  absenceMs: number;
}

/** Else the database holds the locks of a machine that lost its power, or of a broken network, for two hours. */
const noticeSoon = ['idle = 10', 'interval = 5', 'count = 3']
  .map((setting) => `SET tcp_keepalives_${setting}`)
  .join('; ');

/** The ids of the hosts whose sessions are there. */
async function livingHosts(client: Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT objid::text AS id FROM pg_locks JOIN pg_database d ON d.oid = database
      WHERE locktype = 'advisory' AND classid = $1 AND objsubid = 2 AND d.datname = current_database()`,
    [hostNumbers],
  );
  return new Set(rows.map(({ id }) => id));
}

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
