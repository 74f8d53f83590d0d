import { createRedactor } from '@patchbay/redaction';
import { AuditAnchor } from '../audit/audit-anchor.js';
import { lastRow } from '../audit/append-records.js';
import type { Config, HandedOver } from '../config/config.js';
import { proxySecrets } from '../config/proxy.js';
import type { Core } from '../core.module.js';
import { AuditAnchor1760000310000 } from '../database/migrations/1760000310000-audit-anchor.js';
import { directOver } from '../database/direct.js';
import { type HostSession, OnlyHost } from '../database/host-session.js';
import { PostgresSession } from '../database/postgres-session.js';
import { migrate, openStore, type StoreLocation } from '../database/open-store.js';
import type { Store } from '../database/store.js';
import { Readiness } from '../health/readiness.js';
import { openLog } from '../logging/log.js';
import { CatalogLoader } from '../plugins/catalog-loader.js';
import { ensureDefaultProject } from '../projects/default-project.js';
import { RunnerPool } from '../runners/runner-pool.js';
import { SampleService } from '../sample/sample.service.js';
import { createFirstUser } from '../users/first-user.js';
import { OperatorSockets } from '../users/operator-sockets.js';
import { UsersService } from '../users/users.service.js';
import { MasterKeySource } from '../vault/key-source.js';
import { SealGuard } from '../vault/seal-guard.js';
import { createInstance, readInstance, readTerms, toInstance, unlock } from '../vault/unlock.js';
import { closeServer } from './close-server.js';
import { createApp, type HostApp } from './create-app.js';
import { makeDataDirectory, type DataPaths } from './data-directory.js';
import type { Front } from './front.js';
import { lockDataDirectory } from './host-lock.js';
import { openOperatorSocket, removeOperatorSocket } from './operator-socket.js';
import type { Shutdown } from './shutdown.js';

export interface StartOptions {
  config: Config;
  handedOver: HandedOver;
  front: Front;
  shutdown: Shutdown;
}

/** Everything behind the front, in order; resolves when the catalog is read and requests are served. */
export async function startHost({ config, handedOver, front, shutdown }: StartOptions): Promise<HostApp> {
  const { core, isFresh } = await openCore(config, handedOver, shutdown);
  const app = await createApp(core, front);
  shutdown.on('close', 'the application', () => app.nest.close());
  await createFirstUser(app.nest.get(UsersService), config.adminEmail, handedOver.adminPassword);
  serve(app, core, front);
  await app.nest.get(CatalogLoader).load();
  if (isFresh) await app.nest.get(SampleService).create();
  serveOperator(app, core);
  core.log.info('Patchbay is up', { url: front.url, store: core.store.kind });
  return app;
}

/** Everything below the application: the directory, its lock, the log, the store, and the master key proved. */
export async function openCore(
  config: Config,
  handedOver: HandedOver,
  shutdown: Shutdown,
): Promise<{ core: Core; isFresh: boolean }> {
  const paths = makeDataDirectory(config.dataDirectory);
  shutdown.on('release', 'the lock of the data directory', lockDataDirectory(paths.lock, paths.root));
  // Left behind by a host that was killed; whoever finds one takes this host for started.
  removeOperatorSocket(paths);
  const redactor = createRedactor(secretsOf(config, handedOver));
  const log = openLog({
    file: paths.logFile,
    level: config.logLevel,
    redact: (text) => redactor.redactText(text),
  });
  shutdown.on('release', 'the log', log.close);
  const { isFresh, ...opened } = await openData(config, handedOver, paths, shutdown);
  return {
    core: { config, paths, shutdown, log, redactor, operators: new OperatorSockets(), ...opened },
    isFresh,
  };
}

/** What the start itself was given, so that no message of a driver carries it into the log. */
function secretsOf(
  { databaseUrl, proxy }: Config,
  { masterKey, previousMasterKey, adminPassword }: HandedOver,
): string[] {
  const password = databaseUrl === undefined ? undefined : decodeURIComponent(new URL(databaseUrl).password);
  return [masterKey, previousMasterKey, adminPassword, password, ...proxySecrets(proxy)].filter(
    (secret) => secret !== undefined && secret !== '',
  ) as string[];
}

/** The key is proved before anything is migrated: with a wrong one nothing is written. */
async function openData(config: Config, given: HandedOver, paths: DataPaths, shutdown: Shutdown) {
  const store = await openStore(locationOf(config, paths));
  shutdown.on('release', 'the database', () => store.close());
  // Before the key is read: from here on no other host changes it.
  const session = await openSession(config);
  shutdown.on('release', 'the session of this host', () => session.close());
  const known = await readInstance(store);
  const { vault, source } = await unlock({ config, given, known, terms: await readTerms(store) });
  store.dataSource.subscribers.push(new SealGuard(vault));
  const migrated = await migrate(store);
  await ensureDefaultProject(store);
  const instance = toInstance(known ?? (await createInstance(store, vault)));
  if (known !== undefined && migrated.includes(AuditAnchor1760000310000.name))
    await adoptLog(store, new AuditAnchor(vault, instance));
  const keySource = new MasterKeySource(source);
  return { store, session, vault, keySource, instance, isFresh: known === undefined };
}

async function openSession({ databaseUrl }: Config): Promise<HostSession> {
  return databaseUrl === undefined ? new OnlyHost() : PostgresSession.open(databaseUrl);
}

/** A log from before there were anchors is taken as it stands; only right after the migration, never later. */
function adoptLog(store: Store, anchor: AuditAnchor): Promise<void> {
  return store.transaction(async (manager) => {
    const direct = directOver(manager);
    await anchor.write(direct, await lastRow(direct));
  });
}

function locationOf({ databaseUrl }: Config, paths: DataPaths): StoreLocation {
  return databaseUrl === undefined ? { sqliteFile: paths.database } : { postgresUrl: databaseUrl };
}

function serve({ listener }: HostApp, core: Core, front: Front): void {
  front.adopt(listener);
  core.shutdown.on('finishWork', 'the requests in flight', (deadline) => closeServer(front.server, deadline));
}

/** The operator's socket comes last, and once it is known that no plugin code can reach it. */
function serveOperator({ nest, listener }: HostApp, core: Core): void {
  const opening = nest.get(Readiness).firstRunner.then(() => {
    if (nest.get(RunnerPool).status().isolation?.hidesState === true)
      return openOperatorSocket(core, listener);
    core.log.warn('The operator socket stays closed: plugin code could reach it here. Log in instead.');
  });
  opening.catch((error: unknown) => {
    core.log.error('The operator socket could not be opened', error);
  });
}
