import { createRedactor } from '@patchbay/redaction';
import type { Config, HandedOver } from '../config/config.js';
import type { Core } from '../core.module.js';
import { migrate, openStore, type StoreLocation } from '../database/open-store.js';
import { openLog } from '../logging/log.js';
import { OperatorSockets } from '../users/operator-sockets.js';
import { createInstance, readInstance, toInstance, unlock } from '../vault/unlock.js';
import { createApp, type HostApp } from './create-app.js';
import { DataPaths, makeDataDirectory } from './data-directory.js';
import type { Front } from './front.js';
import { lockDataDirectory } from './host-lock.js';
import { openOperatorSocket } from './operator-socket.js';
import { closeServer } from './close-server.js';
import type { Shutdown } from './shutdown.js';

export interface StartOptions {
  config: Config;
  handedOver: HandedOver;
  front: Front;
  shutdown: Shutdown;
}

/** Everything behind the front, in order; resolves when requests are served. */
export async function startHost({ config, handedOver, front, shutdown }: StartOptions): Promise<HostApp> {
  const paths = makeDataDirectory(config.dataDirectory);
  shutdown.on('close', 'the lock of the data directory', lockDataDirectory(paths.lock, paths.root));
  const redactor = createRedactor();
  const log = openLog({ file: paths.logFile, level: config.logLevel, redact: (text) => redactor.redactText(text) });
  shutdown.on('close', 'the log', log.close);
  const opened = await openData(config, handedOver, paths, shutdown);
  const core: Core = { config, paths, shutdown, log, redactor, operators: new OperatorSockets(), ...opened };
  const app = await createApp(core, front.server);
  shutdown.on('close', 'the application', () => app.nest.close());
  const operatorServer = await openOperatorSocket(paths.operatorSocket, app.listener, core.operators);
  front.adopt(app.listener);
  for (const server of [front.server, operatorServer]) {
    shutdown.on('stopAccepting', 'the HTTP server', () => void server.close());
    shutdown.on('finishWork', 'the HTTP server', (deadline) => closeServer(server, deadline));
  }
  return app;
}

/** The key is proved before anything is migrated: with a wrong one nothing is written. */
async function openData(
  config: Config,
  { masterKey }: HandedOver,
  paths: DataPaths,
  shutdown: Shutdown,
): Promise<Pick<Core, 'store' | 'vault' | 'instance'>> {
  const store = await openStore(locationOf(config, paths));
  shutdown.on('close', 'the database', () => store.close());
  const known = await readInstance(store);
  const vault = await unlock({ config, masterKey, known });
  await migrate(store);
  return { store, vault, instance: toInstance(known ?? (await createInstance(store, vault))) };
}

function locationOf({ databaseUrl }: Config, paths: DataPaths): StoreLocation {
  return databaseUrl === undefined ? { sqliteFile: paths.database } : { postgresUrl: databaseUrl };
}
