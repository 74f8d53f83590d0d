import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';
import { HostSession } from '../database/host-session.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';

export interface ConnectionChange {
  connectionId: string;
  /** The oldest version whose clients may stay open; absent when none may. */
  version: number | undefined;
}

/**
 * Tells whoever keeps clients open that a connection was changed, disabled or deleted; after the commit. Other hosts on
 * the store are told, too. One that misses it lends no more all the same, and closes its clients when nobody uses them.
 */
@Injectable()
export class ConnectionEvents {
  readonly #emitter = new EventEmitter<{ changed: [ConnectionChange] }>().setMaxListeners(0);

  constructor(
    private readonly store: Store,
    private readonly session: HostSession,
    private readonly log: Log,
  ) {
    session.hear('connections', (what) => {
      if (what === undefined) return;
      const { from, connectionId, version } = JSON.parse(what) as ConnectionChange & { from: string };
      if (from !== session.id) this.#emitter.emit('changed', { connectionId, version });
    });
  }

  changed(connectionId: string, version?: number): void {
    this.#emitter.emit('changed', { connectionId, version });
    const what = JSON.stringify({ from: this.session.id, connectionId, version });
    this.session.tell(this.store.manager, 'connections', what).catch((error: unknown) => {
      this.log.error('Other hosts were not told that a connection changed', error, { connectionId });
    });
  }

  /** Watches one connection: whether anything happened to it since, until `end`. */
  watch(connectionId: string): { hasChanged: () => boolean; end: () => void } {
    let changed = false;
    const listener = (change: ConnectionChange) => {
      changed ||= change.connectionId === connectionId;
    };
    this.#emitter.on('changed', listener);
    return { hasChanged: () => changed, end: () => this.#emitter.off('changed', listener) };
  }

  onChange(listener: (change: ConnectionChange) => void): void {
    this.#emitter.on('changed', listener);
  }
}
