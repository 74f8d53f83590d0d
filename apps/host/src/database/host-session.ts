import type { EntityManager } from 'typeorm';

/** What several hosts on one store have to know of each other. */
export abstract class HostSession {
  /**
   * Does the work while no other host uses the store, and none may start.
   * @throws PatchbayError `hosts-running`
   */
  abstract alone<T>(work: () => Promise<T>): Promise<T>;
  /** Tells every host, this one too, once the transaction is committed. */
  abstract tell(manager: EntityManager, topic: Topic): Promise<void>;
  /** Also called when something may have been missed. */
  abstract hear(topic: Topic, listener: () => void): void;
  abstract close(): Promise<void>;
}

export type Topic = 'webhooks' | 'versions';

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

  override close(): Promise<void> {
    return Promise.resolve();
  }
}
