import type { AddressInfo } from 'node:net';
import { defaultKeyPath } from '@patchbay/vault';
import type { DataPaths } from '../bootstrap/data-directory.js';
import type { Config } from '../config/config.js';
import { findPlaces } from './isolation/places.js';
import { defaultLimits, defaultTiming, type PoolOptions } from './pool/pool-options.js';

/** Items and bytes of one step's output that a run record keeps. */
const recorded = { items: 100, bytes: 256 * 1024 };

/** The pool as the configuration wants it. */
export function configuredOptions(
  config: Config,
  paths: DataPaths,
  address: () => AddressInfo | string | null,
): Omit<PoolOptions, 'redactor' | 'log' | 'onViolation'> {
  const files = config.fileDirectories;
  return {
    max: config.runners,
    memoryMb: config.runnerMemoryMb,
    isolation: config.isolation,
    places: (plugins) =>
      findPlaces({
        mainUrl: import.meta.resolve('@patchbay/runner'),
        pluginEntries: plugins.map(({ entry }) => entry),
        fileDirectories: files,
        hidden: [paths.state, paths.logs, config.masterKeyFile ?? defaultKeyPath()],
      }),
    sharedDirectories: files.filter((directory) => directory === paths.files),
    egress: () => egressOf(config, address()),
    recorded,
    timing: defaultTiming,
    limits: defaultLimits,
  };
}

function egressOf(config: Config, address: AddressInfo | string | null): ReturnType<PoolOptions['egress']> {
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  return {
    allowPrivateForConnections: config.egressPrivate !== 'none',
    allowPrivateForPatterns: config.egressPrivate === 'all',
    ownListeners: [{ address: config.host, port }],
    allow: [...config.egressAllow],
    deny: [...config.egressDeny],
    ...(config.proxy ? { proxy: { ...config.proxy, bypass: [...config.proxy.bypass] } } : {}),
  };
}
