import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';

/** What several hosts on one store have to know of each other. */
export abstract class HostSession {
  /** Of this host among those on the store, for as long as it lives. */
  readonly id = `${randomInt(1, 2 ** 31)}`;

  /**
   * Does the work while no other host uses the store, and none may start.
   * @throws PatchbayError `hosts-running`
   */
  abstract alone<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Tells every host, this one too, once the transaction is committed.
   * @param what some words more, of some thousand bytes at most
   */
  abstract tell(manager: EntityManager, topic: Topic, what?: string): Promise<void>;
  /** Also called, without words, when something may have been missed. */
  abstract hear(topic: Topic, listener: (what?: string) => void): void;
  /** Those of these hosts that were stopped or killed, by their ids. A host that comes back after that has another id. */
  abstract dead(hosts: readonly string[]): Promise<string[]>;
  abstract close(): Promise<void>;
}

export type Topic = 'webhooks' | 'versions' | 'runs' | 'cancel' | 'connections';

/** SQLite has one host: the lock of its data directory lets in no other. */
export class OnlyHost extends HostSession {
  override alone<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  override tell(): Promise<void> {
    return Promise.resolve();
  }

  override hear(): void {
    // Whoever changes something in this process takes it in himself.
  }

  override dead(hosts: readonly string[]): Promise<string[]> {
    return Promise.resolve(hosts.filter((host) => host !== this.id));
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
