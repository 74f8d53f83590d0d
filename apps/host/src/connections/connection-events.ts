import { EventEmitter } from 'node:events';
import { Injectable } from '@nestjs/common';

export interface ConnectionChange {
  connectionId: string;
  /** The oldest version whose clients may stay open; absent when none may. */
  version: number | undefined;
}

/** Tells whoever keeps clients open that a connection was changed, disabled or deleted; after the commit. */
@Injectable()
export class ConnectionEvents {
  readonly #emitter = new EventEmitter<{ changed: [ConnectionChange] }>().setMaxListeners(0);

  changed(connectionId: string, version?: number): void {
    this.#emitter.emit('changed', { connectionId, version });
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
