import type { PoolSettings } from '@patchbay/plugin-sdk';
import type { RuntimeOptions } from '@patchbay/runtime';

/** What an installation of a single person has: servers on this machine may be reached by connections. */
export const policy: RuntimeOptions['policy'] = {
  allowPrivateForConnections: true,
  allowPrivateForPatterns: false,
  ownListeners: [],
};

export const defaultPool: PoolSettings = { poolSize: 5, maxOverflow: 15, poolRecycle: 1_800 };
