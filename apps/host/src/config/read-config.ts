import { join } from 'node:path';
import { PatchbayError } from '@patchbay/errors';
import type { Config, HandedOver } from './config.js';
import { handedOverNames, readHandedOver } from './handed-over.js';
import { Invalid } from './parsers.js';
import { readProxy, withProxyNames } from './proxy.js';
import { foreignNames, settings, type SettingName, type SettingValue } from './settings.js';

export type Environment = Record<string, string | undefined>;

/**
 * Reads every variable once and takes the secret ones out of `environment`, so that no child inherits them.
 * @throws PatchbayError `config-invalid` naming each wrong variable, never a value
 */
export function readConfig(
  environment: Environment,
  args: readonly string[] = [],
): { config: Config; handedOver: HandedOver } {
  const handed = readHandedOver(args);
  refuseReadableKey(environment);
  const values = new Values(withProxyNames({ ...environment, ...handed }));
  for (const name of handedOverNames) Reflect.deleteProperty(environment, name);
  const config = buildConfig(values, handed.PATCHBAY_MASTER_KEY !== undefined);
  const handedOver = {
    masterKey: values.get('PATCHBAY_MASTER_KEY'),
    previousMasterKey: values.get('PATCHBAY_MASTER_KEY_PREVIOUS'),
    adminPassword: values.get('PATCHBAY_ADMIN_PASSWORD'),
  };
  values.refuseProblems();
  return { config, handedOver };
}

/** Every process of this user could read the key from /proc/<host>/environ, runners included. */
function refuseReadableKey(environment: Environment): void {
  const name = ['PATCHBAY_MASTER_KEY', 'PATCHBAY_MASTER_KEY_PREVIOUS'].find(
    (each) => environment[each] !== undefined,
  );
  if (name === undefined) return;
  throw new PatchbayError(
    'config-invalid',
    `${name} would stay readable in the environment of this process. Start Patchbay by "npm start" or ` +
      '"sh bin/start.sh", which hand the key over safely, or put it into a file and name that by PATCHBAY_MASTER_KEY_FILE.',
  );
}

class Values {
  readonly #problems: string[] = [];

  constructor(private readonly environment: Environment) {
    const known = new Set<string>([...Object.keys(settings), ...foreignNames]);
    const unknown = Object.keys(environment).filter(
      (name) => name.startsWith('PATCHBAY_') && !known.has(name),
    );
    this.#problems.push(...unknown.map((name) => `${name} is not a variable that Patchbay knows.`));
  }

  /** The value; undefined when the variable is absent, empty or wrong (`refuseProblems` tells). */
  get<N extends SettingName>(name: N): SettingValue<N> | undefined {
    const given = this.environment[name];
    if (given === undefined || given.trim() === '') return undefined;
    try {
      return settings[name].parse(given) as SettingValue<N>;
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      this.#problems.push(`${name} must be ${error.message}.`);
      return undefined;
    }
  }

  refuseProblems(): void {
    if (this.#problems.length > 0) throw new PatchbayError('config-invalid', this.#problems.join(' '));
  }
}

const none: readonly string[] = Object.freeze([]);

function buildConfig(values: Values, keyHandedOver: boolean): Config {
  values.get('PATCHBAY_ROLE');
  const dataDirectory = values.get('PATCHBAY_DATA_DIR') ?? settings.PATCHBAY_DATA_DIR.parse('.patchbay');
  return Object.freeze({
    host: values.get('PATCHBAY_HOST') ?? '127.0.0.1',
    port: values.get('PATCHBAY_PORT') ?? 5680,
    dataDirectory,
    databaseUrl: values.get('PATCHBAY_DATABASE_URL'),
    keyProvider: values.get('PATCHBAY_KEY_PROVIDER') ?? (keyHandedOver ? 'env' : 'file'),
    masterKeyFile: values.get('PATCHBAY_MASTER_KEY_FILE'),
    adminEmail: values.get('PATCHBAY_ADMIN_EMAIL'),
    plugins: values.get('PATCHBAY_PLUGINS') ?? none,
    ...runnersOf(values),
    fileDirectories: values.get('PATCHBAY_FILE_DIRS') ?? Object.freeze([join(dataDirectory, 'files')]),
    exportSecrets: values.get('PATCHBAY_EXPORT_SECRETS') ?? 'operator',
    ...egressOf(values),
    proxy: readProxy(values),
    ...runFileLimits(values),
    isolation: values.get('PATCHBAY_ISOLATION') ?? 'auto',
    runnerNetwork: values.get('PATCHBAY_RUNNER_NETWORK') ?? 'auto',
    logLevel: values.get('PATCHBAY_LOG_LEVEL') ?? 'info',
    trustedProxies: values.get('PATCHBAY_TRUSTED_PROXIES') ?? none,
    webUrl: values.get('PATCHBAY_WEB_URL'),
  });
}

function runnersOf(
  values: Values,
): Pick<Config, 'runners' | 'spareRunners' | 'runsPerRunner' | 'runnerIdleSeconds' | 'runnerMemoryMb'> {
  return {
    runners: values.get('PATCHBAY_RUNNERS') ?? 2,
    spareRunners: values.get('PATCHBAY_RUNNER_SPARES') ?? 1,
    runsPerRunner: values.get('PATCHBAY_RUNNER_RUNS') ?? 200_000,
    runnerIdleSeconds: values.get('PATCHBAY_RUNNER_IDLE_SECONDS') ?? 60,
    runnerMemoryMb: values.get('PATCHBAY_RUNNER_MEMORY_MB') ?? 256,
  };
}

function egressOf(values: Values): Pick<Config, 'egressPrivate' | 'egressAllow' | 'egressDeny'> {
  return {
    egressPrivate: values.get('PATCHBAY_EGRESS_PRIVATE') ?? 'connections',
    egressAllow: values.get('PATCHBAY_EGRESS_ALLOW') ?? none,
    egressDeny: values.get('PATCHBAY_EGRESS_DENY') ?? none,
  };
}

function runFileLimits(values: Values): Pick<Config, 'runFileMb' | 'runFilesMb'> {
  return {
    runFileMb: values.get('PATCHBAY_RUN_FILE_MB') ?? 64,
    runFilesMb: values.get('PATCHBAY_RUN_FILES_MB') ?? 256,
  };
}
