import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Redactor } from '@patchbay/redaction';
import { Vault } from '@patchbay/vault';
import { DataPaths } from './bootstrap/data-directory.js';
import { Shutdown } from './bootstrap/shutdown.js';
import { CONFIG, type Config } from './config/config.js';
import { HostSession } from './database/host-session.js';
import { Store } from './database/store.js';
import { Log } from './logging/log.js';
import { OperatorSockets } from './users/operator-sockets.js';
import { Instance } from './vault/instance.js';
import { MasterKeySource } from './vault/key-source.js';
import { SealedJson } from './vault/sealed-json.js';

/** What exists before Nest does: made by `startHost`, injected everywhere. */
export interface Core {
  config: Config;
  paths: DataPaths;
  shutdown: Shutdown;
  log: Log;
  /** Replaces every secret that the host has opened; add what is opened before it is used. */
  redactor: Redactor;
  store: Store;
  session: HostSession;
  vault: Vault;
  keySource: MasterKeySource;
  instance: Instance;
  operators: OperatorSockets;
}

@Global()
@Module({})
export class CoreModule {
  static with(core: Core): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: core.config },
      { provide: DataPaths, useValue: core.paths },
      { provide: Shutdown, useValue: core.shutdown },
      { provide: Log, useValue: core.log },
      { provide: Redactor, useValue: core.redactor },
      { provide: Store, useValue: core.store },
      { provide: HostSession, useValue: core.session },
      { provide: Vault, useValue: core.vault },
      { provide: MasterKeySource, useValue: core.keySource },
      { provide: Instance, useValue: core.instance },
      { provide: OperatorSockets, useValue: core.operators },
      SealedJson,
    ];
    return { module: CoreModule, providers, exports: providers };
  }
}
