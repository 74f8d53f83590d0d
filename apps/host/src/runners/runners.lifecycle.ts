import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Shutdown } from '../bootstrap/shutdown.js';
import { Log } from '../logging/log.js';
import { RunnerPool } from './runner-pool.js';

/** Starts the pool beside everything else, so that the port answers before the first runner does. */
@Injectable()
export class RunnersLifecycle implements OnApplicationBootstrap {
  constructor(
    private readonly pool: RunnerPool,
    shutdown: Shutdown,
    private readonly log: Log,
  ) {
    shutdown.on('close', 'the runners', (deadline) =>
      pool.shutdown(Math.max(deadline - Date.now() - 200, 100)),
    );
    // Here already: the routes are registered before the application is started.
    pool.prepare();
  }

  onApplicationBootstrap(): void {
    this.pool.open().then(
      ({ rung, refused }) => {
        this.log.info('Runners are kept apart', { rung, refused });
      },
      (error: unknown) => {
        this.log.error('No runner can be started', error);
      },
    );
  }
}
