import { createRedactor, type Redactor } from '@patchbay/redaction';
import type { Lease } from '../types.js';
import { openClient, type OpenClient, type OpenOptions } from './open.js';

/** One client per connection, version and variant, shared by all runs of this process. */
export class ClientPool {
  readonly #options: OpenOptions;
  readonly #idleMs: number;
  readonly #clients = new Set<PooledClient>();

  /** `idleMs`: how long a client that nobody uses stays open. */
  constructor(options: OpenOptions, idleMs: number) {
    this.#options = options;
    this.#idleMs = idleMs;
  }

  /** What a lease may be asked for without credentials. */
  newestOpen(connectionId: string): { openVersion: number; openVariants?: string[] } | undefined {
    const open = this.#of(connectionId).filter(({ isRetired }) => !isRetired);
    if (open.length === 0) return undefined;
    const openVersion = Math.max(...open.map(({ version }) => version));
    const variants = open.flatMap(({ version, variant }) =>
      version === openVersion && variant !== undefined ? [variant] : [],
    );
    return { openVersion, ...(variants.length > 0 ? { openVariants: variants } : {}) };
  }

  /**
   * The client for a lease, opened if it is not yet; several leases at once share one opening. Undefined when the
   * lease brought no credentials because the client was open when it was asked for, and has been closed since.
   */
  take(lease: Lease): PooledClient | undefined {
    const known = this.#of(lease.connectionId);
    const client =
      known.find(
        ({ version, variant, isRetired }) =>
          version === lease.version && variant === lease.variant && !isRetired,
      ) ?? this.#open(lease);
    if (!client) return undefined;
    // Steps in flight finish on the version that they leased; nobody starts on an old one.
    for (const other of known) if (isReplaced(other, lease)) this.#retire(other);
    client.uses++;
    return client;
  }

  release(client: PooledClient): void {
    client.uses--;
    client.lastUsed = Date.now();
    if (client.uses > 0) return;
    if (client.isRetired) void this.#close(client);
    else this.#watch(client);
  }

  /** Closes the clients of a connection below a version, or all; those in use when their last step is over. */
  changed(connectionId: string, version = Number.POSITIVE_INFINITY): void {
    for (const client of this.#of(connectionId)) if (client.version < version) this.#retire(client);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#clients].map((client) => this.#close(client)));
  }

  #open(lease: Lease): PooledClient | undefined {
    if (!lease.config) return undefined;
    const client = new PooledClient(lease, openClient(this.#options, { ...lease, config: lease.config }));
    this.#clients.add(client);
    // The next step tries anew.
    client.opened.catch(() => this.#retire(client));
    return client;
  }

  #of(connectionId: string): PooledClient[] {
    return [...this.#clients].filter((client) => client.connectionId === connectionId);
  }

  #retire(client: PooledClient): void {
    client.isRetired = true;
    if (client.uses <= 0) void this.#close(client);
  }

  /** One timer per client, set anew only when it fires too early: a busy client would else set thousands. */
  #watch(client: PooledClient): void {
    if (client.timer) return;
    client.timer = setTimeout(
      () => {
        client.timer = undefined;
        if (client.uses > 0) return;
        if (Date.now() - client.lastUsed >= this.#idleMs) this.#retire(client);
        else this.#watch(client);
      },
      Math.max(1, client.lastUsed + this.#idleMs - Date.now()),
    );
    client.timer.unref();
  }

  async #close(client: PooledClient): Promise<void> {
    client.isRetired = true;
    clearTimeout(client.timer);
    this.#clients.delete(client);
    await client.close();
  }
}

/** By a newer version, or within its environment by other values of the named secrets. */
function isReplaced({ version, variant }: PooledClient, lease: Lease): boolean {
  if (version !== lease.version) return version < lease.version;
  return variant !== lease.variant && environmentOf(variant) === environmentOf(lease.variant);
}

function environmentOf(variant: string | undefined): string | undefined {
  return variant?.split(' ', 1)[0];
}

export class PooledClient {
  readonly connectionId: string;
  readonly version: number;
  readonly variant: string | undefined;
  readonly connectorType: string;
  readonly secrets: readonly string[];
  readonly connector: OpenClient['connector'];
  readonly opened: Promise<unknown>;
  readonly close: () => Promise<void>;
  uses = 0;
  lastUsed = 0;
  isRetired = false;
  timer: NodeJS.Timeout | undefined;
  #redactor: Redactor | undefined;

  constructor(lease: Lease, open: OpenClient) {
    this.connectionId = lease.connectionId;
    this.version = lease.version;
    this.variant = lease.variant;
    this.connectorType = open.connector.type;
    this.secrets = open.secrets;
    this.connector = open.connector;
    this.opened = open.client;
    this.close = () => open.close();
  }

  /** Built once: finding all spellings of the secrets anew for every run would cost more than the run. */
  get redactor(): Redactor {
    return (this.#redactor ??= createRedactor(this.secrets));
  }
}
