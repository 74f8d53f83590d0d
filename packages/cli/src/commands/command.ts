import type { Client } from '@patchbay/contracts';
import type { Output } from '../output.js';
import type { Settings } from '../settings.js';

export interface CommandContext {
  client: Client;
  settings: Settings;
  output: Output;
}

/** 0 done · 1 the thing itself failed · 2 wrong use · 3 the server cannot be reached or refuses. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Wrong use of the command line; the message says what to write instead. */
export class UsageError extends Error {}
