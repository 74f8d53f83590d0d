import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenedConnection, PluginSource } from '@patchbay/protocol';
import { createRedactor, type Redactor } from '@patchbay/redaction';
import type { Grant } from '@patchbay/egress';
import { programs } from '../../programs.js';
import { findPlaces } from '../isolation/places.js';
import type { NetworkMode } from '../network/network-mode.js';
import type { TypesOf } from '../pool/companies.js';
import { defaultLimits, defaultTiming, type PoolLimits, type PoolTiming } from '../pool/pool-options.js';
import { RunnerPool, type PoolStatus } from '../runner-pool.js';

export const hostile: PluginSource = {
  packageName: 'hostile-plugin',
  packageVersion: '1.0.0',
  entry: fileURLToPath(new URL('../../../src/runners/fixtures/hostile/index.js', import.meta.url)),
  provides: { name: 'hostile', connectorTypes: ['lender'] },
};

export interface TestPool {
  pool: RunnerPool;
  /** A data directory with a secret in `state`, `logs` and beside it. */
  data: DataFixture;
  redactor: Redactor;
  log: { message: string; fields: object }[];
  violations: string[];
  status: () => PoolStatus;
  /** Runners that were started so far. */
  starts: () => number;
  /** From now on no runner starts: its module is none. */
  breakStarts: () => void;
  close(): Promise<void>;
}

export interface DataFixture {
  root: string;
  state: string;
  logs: string;
  files: string;
  exchange: string;
  relays: string;
  keyFile: string;
}

export interface TestPoolOptions {
  isolation?: string;
  network?: NetworkMode;
  ownListeners?: { address: string; port: number }[];
  max?: number;
  spares?: number;
  runsPerRunner?: number;
  /** The package that did not come with Patchbay. */
  foreign?: string;
  typeOf?: (connectionId: string) => string;
  typesOf?: TypesOf;
  memoryMb?: number;
  timing?: Partial<PoolTiming>;
  limits?: Partial<PoolLimits>;
  plugins?: PluginSource[];
  /** A module in place of the runner's. */
  main?: string;
  hidden?: string[];
  /** Part of the data directory's name. */
  name?: string;
}

/** A pool over real runner processes, with short times. */
export async function openPool(options: TestPoolOptions = {}): Promise<TestPool> {
  const data = makeData(options.name ?? '');
  const redactor = createRedactor();
  const log: TestPool['log'] = [];
  const violations: string[] = [];
  let starts = 0;
  let isBroken = false;
  const note = (message: string, fields: object = {}) => void log.push({ message, fields });
  const pool = new RunnerPool({
    max: options.max ?? 2,
    spares: options.spares ?? 1,
    runsPerRunner: options.runsPerRunner ?? 10_000,
    isBundled: ({ packageName }) => packageName !== options.foreign,
    typesOf:
      options.typesOf ??
      ((ids) => Promise.resolve(new Map(ids.map((id) => [id, options.typeOf?.(id) ?? 'lender'])))),
    memoryMb: options.memoryMb ?? 256,
    isolation: options.isolation ?? 'auto',
    network: { mode: options.network ?? 'auto', directory: data.relays },
    grantOf: ({ config }) => ({ destinations: (config?.['destinations'] ?? []) as Grant['destinations'] }),
    places: (plugins) => {
      starts += 1;
      const places = findPlaces({
        mainUrl: options.main ?? programs.runner,
        pluginEntries: plugins.map(({ entry }) => entry),
        fileDirectories: [data.files],
        hidden: options.hidden ?? [data.state, data.logs, data.keyFile],
      });
      return isBroken ? { ...places, main: data.keyFile } : places;
    },
    sharedDirectories: [data.files],
    egress: () => ({ ...egress, ownListeners: options.ownListeners ?? [] }),
    resumeBase: () => 'http://127.0.0.1/resume/',
    recorded: { items: 10, bytes: 65_536 },
    runFiles: { directory: data.exchange, fileBytes: 1_000_000, runBytes: 4_000_000 },
    timing: {
      ...defaultTiming,
      pingMs: 100,
      // Long enough for a busy machine; a spec about hanging waits for it once.
      hungAfterMs: 5000,
      cancelGraceMs: 500,
      backoffMs: 20,
      ...options.timing,
    },
    limits: { ...defaultLimits, ...options.limits },
    redactor,
    log: { debug: note, info: note, warn: note },
    onViolation: ({ reason }) => violations.push(reason),
  });
  pool.setPlugins(options.plugins ?? [hostile]);
  const breakStarts = () => {
    isBroken = true;
  };
  const close = async () => {
    await pool.shutdown(1000);
    rmSync(data.root, { recursive: true, force: true });
  };
  await pool.open().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    pool,
    data,
    redactor,
    log,
    violations,
    status: () => pool.status(),
    starts: () => starts,
    breakStarts,
    close,
  };
}

const egress = { allowPrivateForConnections: true, allowPrivateForPatterns: false, allow: [], deny: [] };

export const planted = 'planted-secret-51f0';

function makeData(name: string): DataFixture {
  const root = realpathSync(mkdtempSync(join(tmpdir(), `patchbay-runners${name}-`)));
  const below = (name: string) => join(root, name);
  const [state, logs, relays] = [below('state'), below('logs'), below('relays')];
  const [files, exchange] = [below('files'), below('exchange')];
  // As the host makes it: passable, not listable.
  chmodSync(root, 0o711);
  mkdirSync(state, { mode: 0o700 });
  mkdirSync(logs, { mode: 0o700 });
  mkdirSync(relays, { mode: 0o700 });
  mkdirSync(files);
  mkdirSync(exchange, { mode: 0o711 });
  const keyFile = join(root, 'master.key');
  for (const file of [join(state, 'patchbay.sqlite'), join(logs, 'host.log'), keyFile]) {
    writeFileSync(file, planted, { mode: 0o600 });
  }
  return { root, state, logs, files, exchange, relays, keyFile };
}

export function lender(config: Record<string, unknown>): OpenedConnection {
  const pool = { poolSize: 1, maxOverflow: 1, poolRecycle: 60 };
  return { connectionId: 'c1', version: 1, connectorType: 'lender', config, pool };
}
