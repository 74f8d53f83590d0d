import type { INestApplicationContext } from '@nestjs/common';
import { Log } from '../logging/log.js';
import { end } from './signals.js';
import type { Shutdown } from './shutdown.js';

/**
 * What nobody caught ends the process in order. Node by itself would print the error as it is, and errors of
 * drivers carry addresses and statements; here the redacted log alone says more.
 */
export function handleCrashes(
  nest: INestApplicationContext,
  shutdown: Shutdown,
  say: (line: string) => void,
): void {
  const log = nest.get(Log);
  process.on('uncaughtException', (error) => {
    log.error('Patchbay failed', error);
    say('Patchbay failed and stops; logs/host.log in the data directory says why.');
    void end(shutdown, say, 1);
  });
}
