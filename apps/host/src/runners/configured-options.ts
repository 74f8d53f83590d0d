import { realpathSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { sep } from 'node:path';
import { defaultKeyPath } from '@patchbay/vault';
import type { DataPaths } from '../bootstrap/data-directory.js';
import type { Config } from '../config/config.js';
import { programs } from '../programs.js';
import { httpUrl } from '../bootstrap/http-url.js';
import { resumePrefix } from '../hooks/resume-address.js';
import { bundledFolder } from '../plugins/discover.js';
import { findPlaces } from './isolation/places.js';
import { defaultLimits, defaultTiming, type PoolOptions } from './pool/pool-options.js';

/** Items and bytes of one step's output that a run record keeps. */
const recorded = { items: 100, bytes: 256 * 1024 };

const megabyte = 1024 * 1024;

/** The pool as the configuration wants it. */
export function configuredOptions(
  config: Config,
  paths: DataPaths,
  address: () => AddressInfo | string | null,
): Omit<PoolOptions, 'redactor' | 'log' | 'onViolation' | 'typesOf' | 'grantOf'> {
  const files = config.fileDirectories;
  const bundled = realpathSync(bundledFolder) + sep;
  return {
    max: config.runners,
    spares: config.spareRunners,
    runsPerRunner: config.runsPerRunner,
    isBundled: ({ entry }) => entry.startsWith(bundled),
    memoryMb: config.runnerMemoryMb,
    isolation: config.isolation,
    network: { mode: config.runnerNetwork, directory: paths.relays },
    places: (plugins) =>
      findPlaces({
        mainUrl: programs.runner,
        pluginEntries: plugins.map(({ entry }) => entry),
        fileDirectories: files,
        hidden: [paths.state, paths.logs, paths.runFiles, config.masterKeyFile ?? defaultKeyPath()],
      }),
    sharedDirectories: files.filter((directory) => directory === paths.files),
    egress: () => egressOf(config, address()),
    resumeBase: () =>
      new URL(resumePrefix, config.webUrl ?? httpUrl(config.host, portOf(config, address()))).href,
    recorded,
    runFiles: {
      directory: paths.exchange,
      fileBytes: config.runFileMb * megabyte,
      runBytes: config.runFilesMb * megabyte,
    },
    timing: { ...defaultTiming, idleMs: config.runnerIdleSeconds * 1000 },
    limits: defaultLimits,
  };
}

function egressOf(config: Config, address: AddressInfo | string | null): ReturnType<PoolOptions['egress']> {
  return {
    allowPrivateForConnections: config.egressPrivate !== 'none',
    allowPrivateForPatterns: config.egressPrivate === 'all',
    ownListeners: [{ address: config.host, port: portOf(config, address) }],
    allow: [...config.egressAllow],
    deny: [...config.egressDeny],
    ...(config.proxy ? { proxy: { ...config.proxy, bypass: [...config.proxy.bypass] } } : {}),
  };
}

function portOf(config: Config, address: AddressInfo | string | null): number {
  return address !== null && typeof address === 'object' ? address.port : config.port;
}
