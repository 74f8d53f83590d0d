import { Injectable } from '@nestjs/common';
import { RunnerPool } from '../runners/runner-pool.js';
import { ConnectionEvents } from './connection-events.js';

/** Has every runner close the pooled clients of connections that were changed, disabled or deleted. */
@Injectable()
export class RunnerClients {
  constructor(events: ConnectionEvents, pool: RunnerPool) {
    events.onChange(({ connectionId, version }) => {
      pool.connectionChanged(connectionId, version);
    });
  }
}
